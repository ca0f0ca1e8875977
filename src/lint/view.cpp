#include "lint/view.h"

#include "der/reader.h"
#include "lint/errors.h"
#include "lint/oids.h"

namespace chancery::lint {
namespace {

using der::Oid;
using der::Reader;
using der::Tag;

// A certificate of the house has a dozen; what has hundreds is an attack.
constexpr std::size_t kMaxExtensions = 64;

Result<NameView> read_name(Reader& in) {
  const BytesView tlv = TRY(in.read_tlv(Tag::sequence));
  NameView name{tlv, {}};
  name.attributes.reserve(4);  // few names have more
  Reader rdns = TRY(Reader(tlv).sequence());
  for (std::size_t rdn = 0; !rdns.at_end(); ++rdn) {
    Reader attributes = TRY(rdns.set());
    while (!attributes.at_end()) {
      Reader attribute = TRY(attributes.sequence());
      const Oid type = TRY(attribute.oid());
      const der::Element value = TRY(attribute.read_any());
      TRY(attribute.expect_end());
      name.attributes.push_back({type, value.tag, value.value, rdn});
    }
  }
  return name;
}

Result<TimeView> read_time(Reader& in) {
  Reader again = in;
  const der::Element element = TRY(again.read_any());
  const Seconds time = TRY(in.time());
  return TimeView{element.tag, element.value, time};
}

Result<void> read_rsa_key(KeyView& key) {
  Reader rsa = TRY(Reader(key.key_bits).sequence());
  key.modulus = TRY(rsa.unsigned_integer());
  key.exponent = TRY(rsa.unsigned_integer());
  return rsa.expect_end();
}

Result<KeyView> read_key(Reader& in) {
  KeyView key{};
  key.spki_tlv = TRY(in.read_tlv(Tag::sequence));
  Reader spki = TRY(Reader(key.spki_tlv).sequence());
  key.algorithm_tlv = TRY(spki.read_tlv(Tag::sequence));
  key.key_bits = TRY(spki.bit_string_bytes());
  TRY(spki.expect_end());
  Reader algorithm = TRY(Reader(key.algorithm_tlv).sequence());
  key.algorithm = TRY(algorithm.oid());
  if (key.algorithm == kEcPublicKey) {
    key.curve = TRY(algorithm.oid());
  }
  if (key.algorithm == kRsaEncryption) {
    TRY(read_rsa_key(key));
  }
  return key;
}

Result<ExtensionView> read_extension(Reader& in) {
  Reader extension = TRY(in.sequence());
  ExtensionView view{};
  view.id = TRY(extension.oid());
  if (extension.next_is(Tag::boolean)) {
    view.critical = TRY(extension.boolean());
    view.explicit_false = !view.critical;
  }
  view.value = TRY(extension.octet_string());
  TRY(extension.expect_end());
  return view;
}

Result<GeneralNameView> read_general_name(Reader& in) {
  const der::Element element = TRY(in.read_any());
  const auto octet = static_cast<unsigned>(element.tag);
  if ((octet & 0xc0U) != 0x80U) {
    return fail(kShapeUnexpected, "at", "GeneralName");
  }
  return GeneralNameView{octet & 0x1fU, element.value};
}

Result<std::vector<GeneralNameView>> read_general_names(Reader in) {
  std::vector<GeneralNameView> names;
  names.reserve(2);
  while (!in.at_end()) {
    names.push_back(TRY(read_general_name(in)));
  }
  return names;
}

Result<std::vector<Oid>> read_oids(Reader in) {
  std::vector<Oid> oids;
  while (!in.at_end()) {
    oids.push_back(TRY(in.oid()));
  }
  return oids;
}

Result<std::uint32_t> read_named_bits(Reader in) {
  const der::BitString bits = TRY(in.bit_string());
  TRY(in.expect_end());
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    value |= bits.bit(i) ? 1U << i : 0U;
  }
  return value;
}

Result<std::vector<PolicyView>> read_policies(Reader in) {
  std::vector<PolicyView> policies;
  while (!in.at_end()) {
    Reader information = TRY(in.sequence());
    PolicyView policy{TRY(information.oid()), {}};
    if (!information.at_end()) {
      Reader qualifiers = TRY(information.sequence());
      TRY(information.expect_end());
      while (!qualifiers.at_end()) {
        Reader qualifier = TRY(qualifiers.sequence());
        policy.qualifiers.push_back(TRY(qualifier.oid()));
      }
    }
    policies.push_back(std::move(policy));
  }
  return policies;
}

Result<std::vector<AccessView>> read_access(Reader in) {
  std::vector<AccessView> descriptions;
  descriptions.reserve(2);
  while (!in.at_end()) {
    Reader description = TRY(in.sequence());
    const Oid method = TRY(description.oid());
    const auto location = TRY(read_general_name(description));
    descriptions.push_back({method, location});
    TRY(description.expect_end());
  }
  return descriptions;
}

// DistributionPoint ::= SEQUENCE { [0] DistributionPointName, [1] ReasonFlags, [2] GeneralNames }
Result<DistributionPointView> read_distribution_point(Reader in) {
  DistributionPointView point;
  if (auto name = TRY(in.optional_context(0))) {
    if (auto full = TRY(name->optional_context(0))) {
      point.full_name = TRY(read_general_names(*full));
    }
    point.has_relative_name = !name->at_end();
  }
  point.has_reasons = TRY(in.read_optional(der::context_primitive(1))).has_value();
  point.has_crl_issuer = TRY(in.read_optional(der::context(2))).has_value();
  TRY(in.expect_end());
  return point;
}

Result<std::vector<DistributionPointView>> read_distribution_points(Reader in) {
  std::vector<DistributionPointView> points;
  while (!in.at_end()) {
    const Reader point = TRY(in.sequence());
    points.push_back(TRY(read_distribution_point(point)));
  }
  return points;
}

Result<BasicConstraintsView> read_basic_constraints(Reader in) {
  BasicConstraintsView constraints;
  if (in.next_is(Tag::boolean)) {
    constraints.ca = TRY(in.boolean());
  }
  if (in.next_is(Tag::integer)) {
    constraints.path_length = TRY(in.small_integer());
  }
  TRY(in.expect_end());
  return constraints;
}

// AuthorityKeyIdentifier ::= SEQUENCE { [0] keyIdentifier, [1] issuer, [2] serial }
Result<AuthorityKeyIdView> read_authority_key_id(Reader in) {
  AuthorityKeyIdView id;
  if (const auto key_id = TRY(in.read_optional(der::context_primitive(0)))) {
    id.key_id = *key_id;
    id.has_key_id = true;
  }
  id.has_issuer_or_serial = !in.at_end();
  return id;
}

Result<BytesView> read_key_id(Reader in) {
  const BytesView key_id = TRY(in.octet_string());
  TRY(in.expect_end());
  return key_id;
}

// Only the first of its kind: a lint of its own speaks about repetition.
template <class Value, class Read>
Result<void> decode_into(std::optional<Value>& slot, Reader in, Read read) {
  if (!slot) {
    slot = TRY(read(in));
  }
  return {};
}

template <class Value, class Read>
Result<void> decode_sequence_into(std::optional<Value>& slot, Reader in, Read read) {
  const Reader content = TRY(in.sequence());
  TRY(in.expect_end());
  return decode_into(slot, content, read);
}

Result<void> decode(View& view, const ExtensionView& extension) {
  const Oid& id = extension.id;
  const Reader in(extension.value);
  if (id == x509::kSubjectAltName) {
    return decode_sequence_into(view.subject_alt_names, in, read_general_names);
  }
  if (id == x509::kExtendedKeyUsage) {
    return decode_sequence_into(view.extended_key_usage, in, read_oids);
  }
  if (id == x509::kCertificatePolicies) {
    return decode_sequence_into(view.policies, in, read_policies);
  }
  if (id == x509::kAuthorityInfoAccess) {
    return decode_sequence_into(view.authority_info_access, in, read_access);
  }
  if (id == x509::kCrlDistributionPoints) {
    return decode_sequence_into(view.crl_distribution_points, in, read_distribution_points);
  }
  if (id == x509::kBasicConstraints) {
    return decode_sequence_into(view.basic_constraints, in, read_basic_constraints);
  }
  if (id == x509::kAuthorityKeyIdentifier) {
    return decode_sequence_into(view.authority_key_id, in, read_authority_key_id);
  }
  if (id == x509::kKeyUsage) {
    return decode_into(view.key_usage, in, read_named_bits);
  }
  if (id == x509::kSubjectKeyIdentifier) {
    return decode_into(view.subject_key_id, in, read_key_id);
  }
  return {};
}

Result<void> read_extensions(View& view, Reader in) {
  view.extensions.reserve(12);  // few certificates have more
  while (!in.at_end()) {
    if (view.extensions.size() == kMaxExtensions) {
      return fail(kShapeUnexpected, "at", "extensions: too many");
    }
    view.extensions.push_back(TRY(read_extension(in)));
  }
  for (const ExtensionView& extension : view.extensions) {
    TRY(decode(view, extension));
  }
  return {};
}

}  // namespace

Result<View> View::parse(BytesView tbs_der) {
  View view;
  Reader whole(tbs_der);
  Reader tbs = TRY(whole.sequence());
  TRY(whole.expect_end());
  if (auto version = TRY(tbs.optional_context(0))) {
    view.version = TRY(version->small_integer());
    TRY(version->expect_end());
  }
  view.serial = TRY(tbs.integer());
  view.signature_algorithm_tlv = TRY(tbs.read_tlv(Tag::sequence));
  view.issuer = TRY(read_name(tbs));
  Reader validity = TRY(tbs.sequence());
  view.not_before = TRY(read_time(validity));
  view.not_after = TRY(read_time(validity));
  TRY(validity.expect_end());
  view.subject = TRY(read_name(tbs));
  view.key = TRY(read_key(tbs));
  const bool issuer_id = TRY(tbs.read_optional(der::context_primitive(1))).has_value();
  const bool subject_id = TRY(tbs.read_optional(der::context_primitive(2))).has_value();
  view.has_unique_ids = issuer_id || subject_id;
  if (auto extensions = TRY(tbs.optional_context(3))) {
    const Reader list = TRY(extensions->sequence());
    TRY(read_extensions(view, list));
    TRY(extensions->expect_end());
  }
  TRY(tbs.expect_end());
  return view;
}

const ExtensionView* View::find(const der::Oid& id) const {
  for (const ExtensionView& extension : extensions) {
    if (extension.id == id) {
      return &extension;
    }
  }
  return nullptr;
}

}  // namespace chancery::lint
