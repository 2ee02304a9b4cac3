use operations::PutContainerArchiveParams;

let mut actions = Vec::new();
let mut events = client.system().events().set(|it| it.since("0")).await?;
while let Some(event) = events.next().await {
    actions.extend(event?.action);
}
let root = PutContainerArchiveParams::with_path("/");
let refused = client.container().put_container_archive("c", &root, "tar").await.unwrap_err();
(actions, refused.message().unwrap_or_default())
