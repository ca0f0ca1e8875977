#include "acme/directory.h"

#include <fmt/format.h>

#include "http/json.h"

namespace chancery::acme {

namespace {

namespace json = boost::json;

constexpr std::string_view kTerms = R"(Subscriber Agreement, version {}

By accepting this agreement the subscriber promises
1. to give accurate and complete information with every request,
2. to keep the private key under sole control and protect it,
3. to check the contents of a certificate before using it,
4. to use a certificate only on servers reachable under the names in it, and within the law,
5. to request revocation at once when the key is misused or compromised, or when information in the
   certificate is or becomes wrong,
6. to stop using the key when the certificate is revoked for key compromise,
7. to answer the certification authority's questions about compromise or misuse within the time
   that it sets,
8. to accept that the certification authority may revoke a certificate immediately when this
   agreement is broken or when its rules or the law require it.
)";

/// draft-ietf-acme-profiles: what newOrder may name.
json::object profiles_json(const Context& context) {
  json::object profiles;
  for (const auto* profile : context.ra.filing().profiles_for_acme()) {
    profiles[profile->name()] = profile->title();
  }
  return profiles;
}

json::object meta_json(const Context& context) {
  json::object meta{{"termsOfService", context.terms_url}};
  if (!context.settings.website.empty()) {
    meta["website"] = context.settings.website;
  }
  if (!context.settings.caa_identities.empty()) {
    json::array identities;
    for (const auto& identity : context.settings.caa_identities) {
      identities.emplace_back(identity);
    }
    meta["caaIdentities"] = std::move(identities);
  }
  meta["externalAccountRequired"] = context.ra.settings().require_external_account;
  meta["profiles"] = profiles_json(context);
  return meta;
}

}  // namespace

http::Response directory(const Context& context) {
  const Urls& urls = context.urls;
  return http::respond_json(200, json::object{{"newNonce", urls.of(kNoncePath)},
                                              {"newAccount", urls.of(kNewAccountPath)},
                                              {"newOrder", urls.of(kNewOrderPath)},
                                              {"revokeCert", urls.of(kRevokePath)},
                                              {"keyChange", urls.of(kKeyChangePath)},
                                              {"meta", meta_json(context)}});
}

http::Response terms(const Context& context) {
  return http::respond(200, "text/plain; charset=utf-8",
                       fmt::format(kTerms, context.ra.settings().agreement_version));
}

}  // namespace chancery::acme
