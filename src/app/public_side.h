// The parts of the public read side: OCSP, published CRL files, and what keeps them current.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/installation.h"
#include "observe/metrics.h"
#include "ocsp/known_statuses.h"
#include "ocsp/responder.h"
#include "repository/background.h"
#include "repository/published_files.h"
#include "repository/repository_door.h"

namespace chancery::app {

/// Looks every few seconds at what other processes on the same store did: issuers, lists,
/// certificates, revocations. What this process does shows at once. The statuses of all
/// certificates are read into memory in the background, a few seconds after the start.
class PublicSide final {
 public:
  /// Both are borrowed.
  PublicSide(Installation& installation, observe::Metrics& metrics);
  ~PublicSide();
  PublicSide(const PublicSide&) = delete;
  PublicSide& operator=(const PublicSide&) = delete;

  /// Reads issuers and lists, then starts to follow. Errors: the store's.
  [[nodiscard]] Result<void> start();

  void add_routes(http::Router& router) { door_.add_routes(router); }

  /// After a list was published here.
  [[nodiscard]] Result<void> reload_files() { return files_.reload(); }

 private:
  void follow(const std::stop_token& stop);
  void fill_statuses(const std::stop_token& stop);
  void follow_statuses();
  void follow_issuers();

  Installation& installation_;
  ocsp::StoredStatuses stored_statuses_;
  ocsp::KnownStatuses statuses_;
  ocsp::Responder responder_;
  repository::PublishedFiles files_;
  repository::Background background_;
  repository::RepositoryDoor door_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread follower_;
};

}  // namespace chancery::app
