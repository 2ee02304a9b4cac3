//! Each operation against a real HTTP server on this machine: the exact request,
//! every documented answer, and answers that nobody documented.

mod cloud;
mod fastedge;
mod support;
mod trouble;
mod virtuozzo;
mod waap;
