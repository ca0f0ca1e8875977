// The status page at "/": what this installation is, and what to do next. Plain HTML, no script.
#pragma once

#include <string>
#include <vector>

#include "ca/issuers.h"
#include "ca/public_urls.h"

namespace chancery::api {

struct StatusFacts {
  std::string version;
  std::string store;    ///< "SQLite" or "PostgreSQL": the kind, never where it is
  std::string api_url;  ///< without a trailing '/'
};

/// Everything that did not come from this file is escaped.
[[nodiscard]] std::string status_page(const StatusFacts& facts,
                                      const std::vector<ca::IssuerPtr>& issuers,
                                      const ca::PublicUrls& urls);

}  // namespace chancery::api
