use operations::UpdateIncidentParams;
use types::{UpdateIncidentRequest, UpdateIncidentRequestIncident};

let open = client.incidents().list_items().set(|it| it.limit(1).statuses(["triggered"]));
let mut told: Vec<String> = open.all().await?.into_iter().map(|one| one.id).collect();
let resolved = UpdateIncidentRequestIncident::new().status("resolved");
let change = UpdateIncidentRequest::with_incident(resolved);
let me = UpdateIncidentParams::with_from("me@example.com");
let incident = client.incidents().update("a", &me, &change).await?.incident;
told[0] += &format!(" {}", incident.status.unwrap_or_default());
told
