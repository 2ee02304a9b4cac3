//! Shared by nothing: this package exists for its examples, and because it turns on the feature `regenerate` of cloud-billing for every build of the workspace.
