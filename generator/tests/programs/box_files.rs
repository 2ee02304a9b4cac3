use types::UpdateRequest;

let files = client.folders().list_items("0").set(|it| it.limit(1)).all().await?;
let ids: Vec<String> = files.into_iter().map(|file| file.id).collect();
let renamed = client.files().update("f1", &UpdateRequest::new().name("new.txt")).await?;
let bytes = client.files().download("f1").redirects(3).await?;
(renamed.name.unwrap_or_default(), ids, bytes)
