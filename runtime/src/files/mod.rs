//! Files that are sent and saved, piece by piece. Not in browsers, which have none.

mod media_types;
mod read;
mod save;
mod work;

pub(crate) use media_types::guess_media_type;
pub(crate) use read::open_file_pieces;
pub(crate) use save::SavedFile;
