use operations::IssuesUpdateError;
use types::IssuesUpdateRequest;

let mut titles = Vec::new();
let mut issues = client.issues().list_for_repo_items("o", "r").set(|it| it.per_page(2));
while let Some(issue) = issues.next().await {
    titles.push(issue?.title);
}
let change = IssuesUpdateRequest::new().title("New").milestone(Maybe::Null);
match client.issues().update("o", "r", 7, &change).await {
    Ok(issue) => titles.push(issue.title),
    Err(error) => match error.api() {
        Some(IssuesUpdateError::NotFound(problem)) => titles.extend(problem.message.clone()),
        _ => return Err(error.into()),
    },
}
titles
