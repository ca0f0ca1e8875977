#include "x509/certificate_list.h"

#include "x509/context.h"
#include "x509/errors.h"

namespace chancery::x509 {

struct CertificateList::State {
  Bytes der;
  SignedData parts;
  DistinguishedName issuer;
  Seconds this_update;
  std::optional<Seconds> next_update;
  BytesView entries_der;
  std::uint64_t entry_count = 0;
  Extensions extensions;
  Bytes crl_number;
  std::optional<IssuingDistributionPoint> issuing_distribution_point;
};

namespace {

std::unexpected<Error> malformed(std::string problem) {
  return fail(kCrlMalformed, "problem", std::move(problem));
}

bool next_is_time(const der::Reader& in) {
  return in.next_is(der::Tag::utc_time) || in.next_is(der::Tag::generalized_time);
}

Result<std::uint64_t> count_entries(BytesView entries_der) {
  std::uint64_t count = 0;
  for (der::Reader in(entries_der); !in.at_end(); ++count) {
    TRY(CrlEntry::read(in));
  }
  return count == 0 ? malformed("an empty list of entries") : Result<std::uint64_t>(count);
}

Result<Bytes> read_crl_number(const Extensions& extensions) {
  const Extension* const extension = extensions.find(kCrlNumber);
  if (extension == nullptr) {
    return Bytes();
  }
  der::Reader in(extension->value);
  Bytes number = to_bytes(TRY(in.unsigned_integer()));
  TRY(in.expect_end());
  return number;
}

Result<std::optional<IssuingDistributionPoint>> read_idp(const Extensions& extensions) {
  const Extension* const extension = extensions.find(kIssuingDistributionPoint);
  if (extension == nullptr) {
    return std::nullopt;
  }
  return TRY(parse_issuing_distribution_point(extension->value));
}

}  // namespace

Result<CertificateList> CertificateList::parse(Bytes der) {
  auto state = std::make_shared<State>();
  state->der = std::move(der);
  auto parsed = found_in("CRL", parse_into(*state));
  if (!parsed) {
    return pass(parsed);
  }
  return CertificateList(std::move(state));
}

// TBSCertList ::= SEQUENCE { version INTEGER OPTIONAL, signature, issuer, thisUpdate, nextUpdate
//   OPTIONAL, revokedCertificates SEQUENCE OPTIONAL, crlExtensions [0] EXPLICIT OPTIONAL }
Result<void> CertificateList::parse_into(State& state) {
  state.parts = TRY(parse_signed_data(state.der));
  der::Reader outer(state.parts.tbs_der);
  der::Reader in = TRY(outer.sequence());
  const bool has_version = in.next_is(der::Tag::integer);
  if (has_version && TRY(in.small_integer()) != 1) {
    return malformed("a version other than v2");
  }
  if (!equal(TRY(in.read_tlv(der::Tag::sequence)), state.parts.algorithm_der)) {
    return malformed("signature algorithms inside and outside differ");
  }
  state.issuer = TRY(DistinguishedName::parse(TRY(in.read_tlv(der::Tag::sequence))));
  state.this_update = TRY(in.time());
  if (next_is_time(in)) {
    state.next_update = TRY(in.time());
  }
  if (const auto entries = TRY(in.read_optional(der::Tag::sequence))) {
    state.entries_der = *entries;
    state.entry_count = TRY(count_entries(*entries));
  }
  if (auto extensions = TRY(in.optional_context(0))) {
    state.extensions = TRY(Extensions::parse(TRY(extensions->read_tlv(der::Tag::sequence))));
    TRY(extensions->expect_end());
  }
  TRY(in.expect_end());
  if (!has_version && !state.extensions.empty()) {
    return malformed("extensions in a version 1 list");
  }
  state.crl_number = TRY(read_crl_number(state.extensions));
  state.issuing_distribution_point = TRY(read_idp(state.extensions));
  return {};
}

BytesView CertificateList::der() const {
  return state_->der;
}
BytesView CertificateList::tbs_der() const {
  return state_->parts.tbs_der;
}
const DistinguishedName& CertificateList::issuer() const {
  return state_->issuer;
}
Seconds CertificateList::this_update() const {
  return state_->this_update;
}
std::optional<Seconds> CertificateList::next_update() const {
  return state_->next_update;
}
const Extensions& CertificateList::extensions() const {
  return state_->extensions;
}
std::uint64_t CertificateList::entry_count() const {
  return state_->entry_count;
}
BytesView CertificateList::crl_number() const {
  return state_->crl_number;
}
const std::optional<IssuingDistributionPoint>& CertificateList::issuing_distribution_point() const {
  return state_->issuing_distribution_point;
}
BytesView CertificateList::entries_der() const {
  return state_->entries_der;
}

std::optional<CrlEntry> CertificateList::find(const Serial& serial) const {
  std::optional<CrlEntry> found;
  for_each([&](const CrlEntry& entry) {
    if (entry.serial == serial) {
      found = entry;
    }
    return !found;
  });
  return found;
}

Result<void> CertificateList::verify_signature(const crypto::PublicKey& issuer) const {
  return state_->parts.verify(issuer);
}

}  // namespace chancery::x509
