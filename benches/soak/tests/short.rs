//! The trial in seconds: what the whole one shows in minutes.

use bindery_soak::{Load, run_soak};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_outcome_each_and_no_post_twice() {
    let load = Load {
        tasks: 16,
        calls: 100,
        repeats_posts: false,
    };
    let report = run_soak(load).await.unwrap();
    let complaints = report.complaints(load.tasks * load.calls);
    assert!(complaints.is_empty(), "{complaints:#?}\n{report}");
    // The server did break calls, and not all of them for good.
    assert!(report.failed > 50 && report.answered > 1_200, "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_repeats_posts_is_told_of() {
    let load = Load {
        tasks: 4,
        calls: 100,
        repeats_posts: true,
    };
    let report = run_soak(load).await.unwrap();
    assert!(report.repeated > 0, "{report}");
}
