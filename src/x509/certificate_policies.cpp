#include "x509/certificate_policies.h"

#include <algorithm>

#include "der/reader.h"
#include "der/writer.h"
#include "x509/asn1_text.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

constexpr std::size_t kMaxPolicies = 100;

std::unexpected<Error> malformed(std::string problem) {
  return fail(kExtensionMalformed, "problem", std::move(problem));
}

// PolicyQualifierInfo ::= SEQUENCE { policyQualifierId OBJECT IDENTIFIER, qualifier ANY }
Result<void> read_qualifier(der::Reader in, PolicyInformation& out) {
  const Oid id = TRY(in.oid());
  if (id == kCpsQualifier) {
    const BytesView uri = TRY(in.read(der::Tag::ia5_string));
    out.cps_uris.push_back(TRY(string_to_utf8(der::Tag::ia5_string, uri)));
  } else {
    TRY(der::check_der(TRY(in.read_any()).tlv));
    out.has_other_qualifiers = true;
  }
  return in.expect_end();
}

Result<PolicyInformation> read_policy(der::Reader in) {
  PolicyInformation information;
  information.policy = TRY(in.oid());
  if (!in.at_end()) {
    der::Reader qualifiers = TRY(in.sequence());
    if (qualifiers.at_end()) {
      return malformed("an empty list of qualifiers");
    }
    while (!qualifiers.at_end()) {
      TRY(read_qualifier(TRY(qualifiers.sequence()), information));
    }
  }
  TRY(in.expect_end());
  return information;
}

void write_policy(der::Writer& w, const PolicyInformation& information) {
  w.sequence([&] {
    w.oid(information.policy);
    if (!information.cps_uris.empty()) {
      w.sequence([&] {
        for (const std::string& uri : information.cps_uris) {
          w.sequence([&] {
            w.oid(kCpsQualifier);
            w.ia5_string(uri);
          });
        }
      });
    }
  });
}

}  // namespace

Result<Extension> certificate_policies_extension(std::span<const PolicyInformation> policies) {
  der::Writer w;
  w.sequence([&] {
    for (const PolicyInformation& information : policies) {
      write_policy(w, information);
    }
  });
  for (const PolicyInformation& information : policies) {
    if (!std::ranges::all_of(information.cps_uris, is_plain_ascii)) {
      return malformed("a CPS URI that is not plain ASCII");
    }
  }
  return Extension{kCertificatePolicies, false, w.take()};
}

Result<std::vector<PolicyInformation>> parse_certificate_policies(BytesView value) {
  der::Reader outer(value);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  std::vector<PolicyInformation> policies;
  while (!in.at_end()) {
    PolicyInformation information = TRY(read_policy(TRY(in.sequence())));
    const auto same = std::ranges::find(policies, information.policy, &PolicyInformation::policy);
    if (policies.size() == kMaxPolicies || same != policies.end()) {
      return malformed("a policy stands twice, or there are more than 100");
    }
    policies.push_back(std::move(information));
  }
  return policies.empty() ? malformed("no policy")
                          : Result<std::vector<PolicyInformation>>(std::move(policies));
}

}  // namespace chancery::x509
