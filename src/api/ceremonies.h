// The operations on ceremonies: what was held, what is under way, and who still has to act.
#pragma once

#include <filesystem>

#include "api/call.h"

namespace chancery::api {

/// Reads the transcripts of this node's data directory anew at each call: they are few and small.
/// Safe for many threads.
class Ceremonies final {
 public:
  explicit Ceremonies(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Newest first, at most a thousand.
  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  /// Errors: kCeremonyNotFound.
  [[nodiscard]] Result<http::Response> get(const Call& call) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace chancery::api
