#include "app/validation.h"

#include <fstream>

#include "acme/urls.h"
#include "app/errors.h"
#include "app/issuance_notice.h"

namespace chancery::app {
namespace {

constexpr std::uint16_t kDnsPort = 53;

/// The host of "http://HOST[:PORT]".
std::string host_of(std::string_view url) {
  url.remove_prefix(url.find("://") + 3);
  return std::string(url.substr(0, url.find(':')));
}

/// The servers of /etc/resolv.conf: their answers are validated here all the same.
std::vector<net::Endpoint> system_resolvers() {
  std::vector<net::Endpoint> found;
  std::ifstream file("/etc/resolv.conf");
  for (std::string word; file >> word;) {
    if (word == "nameserver" && file >> word) {
      if (auto endpoint = net::parse_endpoint(word, kDnsPort)) {
        found.push_back(*std::move(endpoint));
      }
    }
  }
  return found;
}

Result<std::vector<net::Endpoint>> resolvers_of(const config::Validation& settings) {
  if (settings.resolver.empty()) {
    return system_resolvers();
  }
  auto endpoint = net::parse_endpoint(settings.resolver, kDnsPort);
  if (!endpoint) {
    return fail(kResolverMalformed, "seen", settings.resolver);
  }
  return std::vector{*std::move(endpoint)};
}

va::ValidatorSettings validator_settings(const config::Config& config) {
  va::ValidatorSettings settings;
  settings.private_addresses = config.va.allow_private_addresses ? net::PrivateAddresses::allowed
                                                                 : net::PrivateAddresses::forbidden;
  settings.http_port = config.va.http_port;
  settings.tls_port = config.va.tls_port;
  settings.caa.issuer_domains = caa_identities(config);
  return settings;
}

ra::Quota quota_of(const config::RateLimit& limit) {
  return {limit.count, limit.per};
}

}  // namespace

std::vector<std::string> caa_identities(const config::Config& config) {
  return config.va.caa_identities.empty() ? std::vector{host_of(config.public_urls.base_url)}
                                          : config.va.caa_identities;
}

acme::DoorSettings acme_settings(const Installation& installation) {
  const auto& config = installation.config;
  acme::DoorSettings settings;
  settings.base_url = config.public_urls.api_url;
  settings.terms_url = config.acme.terms_of_service;
  settings.caa_identities = caa_identities(config);
  settings.finalize_wait = config.acme.finalize_wait;
  return settings;
}

Result<std::unique_ptr<Validation>> Validation::open(Installation& installation) {
  const auto& config = installation.config;
  auto forwarders = TRY(resolvers_of(config.va));
  auto resolver = TRY(
      net::UnboundResolver::make({.forwarders = std::move(forwarders),
                                  .trust_anchor = net::parse_trust_anchor(config.va.trust_anchor)},
                                 installation.clock.now()));
  return std::unique_ptr<Validation>(
      new Validation(std::move(resolver), installation.clock, validator_settings(config)));
}

ra::Equipment registration_equipment(Installation& installation) {
  const IssuanceNotice notice(installation.outbox, {installation.config.public_urls.api_url,
                                                    installation.config.mail.tell_approvers});
  return {*installation.database,
          installation.audit,
          installation.queue,
          installation.profiles,
          installation.rules,
          installation.clock,
          installation.random,
          installation.ids,
          installation.tasks,
          [notice](store::Transaction& tx, const model::Application& application,
                   const model::CertificateFacts& certificate) {
            return notice.post(tx, application, certificate);
          },
          [notice](store::Transaction& tx, const model::Application& application) {
            return notice.post_rejection(tx, application);
          }};
}

ra::Settings registration_settings(Installation& installation) {
  const auto& config = installation.config;
  ra::Settings settings;
  settings.require_external_account = config.acme.require_eab;
  settings.external_account_secret = installation.keys->secret("acme external accounts");
  settings.acme_account_prefix = acme::Urls(config.public_urls.api_url).account_prefix();
  settings.account_host = host_of(config.public_urls.api_url);
  settings.orders_per_account = quota_of(config.acme.orders_per_account);
  settings.certificates_per_name = quota_of(config.acme.certificates_per_name);
  return settings;
}

}  // namespace chancery::app
