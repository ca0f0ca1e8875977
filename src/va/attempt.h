// One attempt at a proof: the tools it works with, and what it has seen so far. Internal to `va`.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "net/http_fetcher.h"
#include "net/resolver.h"
#include "net/tcp_connector.h"
#include "va/challenge.h"
#include "va/evidence.h"
#include "va/validator.h"

namespace chancery::va {

struct Tools {
  net::Resolver& resolver;
  const net::HttpFetcher& fetcher;
  const net::TcpConnector& connector;
  const ValidatorSettings& settings;
};

/// Grows as the attempt goes on, in the order of events.
struct Observations {
  std::vector<DnsObservation> dns;
  std::vector<HttpObservation> http;
  std::optional<TlsObservation> tls;
};

/// Each succeeds only when control was shown. None checks whether the method is allowed.
[[nodiscard]] Result<void> prove(const Http01Challenge& challenge, const Tools& tools,
                                 net::Deadline deadline, Observations& seen);
[[nodiscard]] Result<void> prove(const Dns01Challenge& challenge, const Tools& tools,
                                 net::Deadline deadline, Observations& seen);
[[nodiscard]] Result<void> prove(const TlsAlpn01Challenge& challenge, const Tools& tools,
                                 net::Deadline deadline, Observations& seen);
[[nodiscard]] Result<void> prove(const DnsChangeChallenge& challenge, const Tools& tools,
                                 net::Deadline deadline, Observations& seen);

}  // namespace chancery::va
