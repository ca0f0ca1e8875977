#include "ra/application_details.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "policy/public_suffix.h"

namespace chancery::ra {

namespace json = boost::json;
using model::Application;

std::string application_details(const Application& application,
                                const policy::PublicSuffixList* suffixes) {
  json::array names;
  for (const auto& name : application.identifiers) {
    names.emplace_back(name.value);
  }
  json::array proofs;
  for (const auto id : application.authorizations) {
    proofs.emplace_back(to_text(id));
  }
  json::object details{{"account", to_text(application.account)},
                       {"source", model::to_text(application.source)},
                       {"profile", application.profile},
                       {"names", std::move(names)},
                       {"authorizations", std::move(proofs)}};
  if (application.agreement) {
    details["agreement"] = {{"version", application.agreement->version},
                            {"accepted_at", to_rfc3339(application.agreement->accepted_at)}};
  }
  if (!application.apply_again_of.empty()) {
    details["apply_again_of"] = to_text(application.apply_again_of);
  }
  if (!application.renews.empty()) {
    details["renews"] = to_text(application.renews);
  }
  if (!application.organization.empty()) {
    details["organization"] = {{"id", to_text(application.organization)},
                               {"name", application.organization_name}};
  }
  if (!application.csr.empty()) {
    details["csr_sha256"] = to_hex(crypto::sha256(application.csr));
  }
  if (suffixes != nullptr) {
    details["public_suffix_list"] = suffixes->version();
  }
  return json::serialize(details);
}

std::string refused_details(const Application& application) {
  json::array refusals;
  for (const auto& refusal : application.refusals) {
    refusals.push_back(
        {{"code", refusal.code}, {"detail", refusal.detail}, {"identifier", refusal.identifier}});
  }
  return json::serialize(json::object{{"account", to_text(application.account)},
                                      {"profile", application.profile},
                                      {"refusals", std::move(refusals)}});
}

}  // namespace chancery::ra
