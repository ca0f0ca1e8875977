// The operations on certificates in number: list, search, export, forecast, overview.
#pragma once

#include "api/call.h"
#include "base/executor.h"
#include "base/under_way.h"
#include "store/database.h"

namespace chancery::api {

/// Safe for many threads. Everything is of the call's scope.
class CertificateList final {
 public:
  /// Everything is borrowed.
  struct Uses {
    store::Database& database;
    const Clock& clock;
    Executor& executor;  ///< reads the pages of an export
  };
  /// Its end waits for pages that are being read.
  explicit CertificateList(const Uses& uses) : uses_(uses) {}

  [[nodiscard]] Result<http::Response> search(const Call& call) const;
  /// Streamed: takes as long, and holds as little, as the client's reading does.
  [[nodiscard]] Result<http::Response> export_all(const Call& call);
  [[nodiscard]] Result<http::Response> forecast(const Call& call) const;
  [[nodiscard]] Result<http::Response> overview(const Call& call) const;

 private:
  [[nodiscard]] Result<http::Response> search_exactly(const Call& call) const;

  Uses uses_;
  UnderWay under_way_;
};

}  // namespace chancery::api
