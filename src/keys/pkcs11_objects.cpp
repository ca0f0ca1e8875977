#include "keys/pkcs11_objects.h"

#include <array>
#include <cstring>

#include "der/reader.h"
#include "der/writer.h"
#include "keys/errors.h"
#include "keys/pkcs11_template.h"

namespace chancery::keys {
namespace {

constexpr std::size_t kMaxAttribute = 64UL * 1024;
constexpr der::Oid kP256Oid{1, 2, 840, 10045, 3, 1, 7};
constexpr der::Oid kP384Oid{1, 3, 132, 0, 34};
constexpr der::Oid kP521Oid{1, 3, 132, 0, 35};
constexpr der::Oid kEd25519Oid{1, 3, 101, 112};
constexpr std::array<std::uint8_t, 3> kExponent65537{1, 0, 1};

struct CurveRow {
  crypto::KeySpec spec;
  der::Oid oid;
  CK_MECHANISM_TYPE generation;
};
constexpr std::array kCurves{
    CurveRow{crypto::kP256, kP256Oid, CKM_EC_KEY_PAIR_GEN},
    CurveRow{crypto::kP384, kP384Oid, CKM_EC_KEY_PAIR_GEN},
    CurveRow{crypto::kP521, kP521Oid, CKM_EC_KEY_PAIR_GEN},
    CurveRow{crypto::kEd25519, kEd25519Oid, CKM_EC_EDWARDS_KEY_PAIR_GEN},
};

Bytes oid_der(const der::Oid& oid) {
  der::Writer w;
  w.oid(oid);
  return w.take();
}

const CurveRow* find_curve(BytesView ec_parameters) {
  for (const CurveRow& row : kCurves) {
    if (equal(oid_der(row.oid), ec_parameters)) {
      return &row;
    }
  }
  // PKCS#11 3.0 section 2.3.3 also allows the curve's name for Edwards keys.
  der::Reader in(ec_parameters);
  const auto name = in.read(der::Tag::printable_string);
  return name && as_text(*name) == "edwards25519" ? &kCurves.back() : nullptr;
}

Called<std::vector<CK_OBJECT_HANDLE>> find(Pkcs11Session& session, Template wanted,
                                           CK_ULONG limit) {
  CK_FUNCTION_LIST& f = *session.functions;
  TRY(check(f.C_FindObjectsInit(session.handle, wanted.data(), wanted.size()),
            "C_FindObjectsInit"));
  std::vector<CK_OBJECT_HANDLE> found(limit);
  CK_ULONG count = 0;
  const CK_RV rv = f.C_FindObjects(session.handle, found.data(), limit, &count);
  TRY(check(f.C_FindObjectsFinal(session.handle), "C_FindObjectsFinal"));
  TRY(check(rv, "C_FindObjects"));
  found.resize(count);
  return found;
}

// Empty when the object has no such attribute.
Called<Bytes> read_attribute(Pkcs11Session& session, CK_OBJECT_HANDLE object,
                             CK_ATTRIBUTE_TYPE type) {
  CK_FUNCTION_LIST& f = *session.functions;
  CK_ATTRIBUTE attribute{type, nullptr, 0};
  const CK_RV rv = f.C_GetAttributeValue(session.handle, object, &attribute, 1);
  if (rv == CKR_ATTRIBUTE_TYPE_INVALID || rv == CKR_ATTRIBUTE_SENSITIVE ||
      (rv == CKR_OK && attribute.ulValueLen == CK_UNAVAILABLE_INFORMATION)) {
    return Bytes{};
  }
  TRY(check(rv, "C_GetAttributeValue"));
  if (attribute.ulValueLen > kMaxAttribute) {
    return std::unexpected(TokenFault{CKR_GENERAL_ERROR, "C_GetAttributeValue"});
  }
  Bytes value(attribute.ulValueLen);
  attribute.pValue = value.data();
  TRY(check(f.C_GetAttributeValue(session.handle, object, &attribute, 1), "C_GetAttributeValue"));
  value.resize(std::min<std::size_t>(value.size(), attribute.ulValueLen));
  return value;
}

BytesView without_leading_zeros(BytesView number) {
  while (!number.empty() && number.front() == 0) {
    number = number.subspan(1);
  }
  return number;
}

// An OCTET STRING around the point by the standard, the bare point from some tokens.
BytesView bare_point(BytesView value) {
  der::Reader in(value);
  const auto inner = in.octet_string();
  return inner && in.at_end() ? *inner : value;
}

Called<crypto::PublicKey> read_rsa(Pkcs11Session& session, CK_OBJECT_HANDLE key) {
  const Bytes modulus = TRY(read_attribute(session, key, CKA_MODULUS));
  const Bytes exponent = TRY(read_attribute(session, key, CKA_PUBLIC_EXPONENT));
  return final_answer(
      crypto::PublicKey::from_rsa(without_leading_zeros(modulus), without_leading_zeros(exponent)));
}

Called<crypto::PublicKey> read_ec(Pkcs11Session& session, CK_OBJECT_HANDLE key) {
  const Bytes parameters = TRY(read_attribute(session, key, CKA_EC_PARAMS));
  const Bytes value = TRY(read_attribute(session, key, CKA_EC_POINT));
  const CurveRow* const row = find_curve(parameters);
  if (row == nullptr) {
    return refuse(fail(kKeyTypeUnavailable, "reason", "a curve that is not supported"));
  }
  const BytesView point = bare_point(value);
  const auto curve = crypto::curve_of(row->spec);
  if (!curve) {
    return final_answer(crypto::PublicKey::from_ed25519(point));
  }
  const std::size_t size = crypto::field_size(*curve);
  if (point.size() != 1 + 2 * size || point.front() != 4) {
    return refuse(fail(kTokenRefused, "reason", "its public key is not on the token"));
  }
  return final_answer(
      crypto::PublicKey::from_ec_point(*curve, point.subspan(1, size), point.last(size)));
}

Called<CK_ULONG> key_type(Pkcs11Session& session, CK_OBJECT_HANDLE key) {
  const Bytes value = TRY(read_attribute(session, key, CKA_KEY_TYPE));
  CK_ULONG type = CKK_VENDOR_DEFINED;
  if (value.size() == sizeof type) {
    std::memcpy(&type, value.data(), sizeof type);
  }
  return type;
}

Template common_template(CK_OBJECT_CLASS object_class, const KeyAddress& address) {
  Template t;
  t.add_number(CKA_CLASS, object_class).add_flag(CKA_TOKEN, true);
  if (!address.label.empty()) {
    t.add(CKA_LABEL, address.label);
  }
  if (!address.id.empty()) {
    t.add(CKA_ID, address.id);
  }
  return t;
}

Template public_template(const KeyAddress& address, crypto::KeySpec spec, const CurveRow* curve) {
  Template t = common_template(CKO_PUBLIC_KEY, address);
  t.add_flag(CKA_VERIFY, true);
  if (curve != nullptr) {
    t.add(CKA_EC_PARAMS, oid_der(curve->oid));
  } else {
    t.add_number(CKA_MODULUS_BITS, static_cast<CK_ULONG>(spec.bits));
    t.add(CKA_PUBLIC_EXPONENT, kExponent65537);
  }
  return t;
}

// Some tokens allow by default whatever is not forbidden.
Template private_template(const KeyAddress& address) {
  Template t = common_template(CKO_PRIVATE_KEY, address);
  t.add_flag(CKA_PRIVATE, true)
      .add_flag(CKA_SENSITIVE, true)
      .add_flag(CKA_EXTRACTABLE, false)
      .add_flag(CKA_SIGN, true)
      .add_flag(CKA_DECRYPT, false)
      .add_flag(CKA_UNWRAP, false)
      .add_flag(CKA_DERIVE, false);
  return t;
}

Called<void> confirm_custody(Pkcs11Session& session, CK_OBJECT_HANDLE public_key,
                             CK_OBJECT_HANDLE private_key) {
  const bool sensitive = TRY(read_flag(session, private_key, CKA_SENSITIVE));
  const bool extractable = TRY(read_flag(session, private_key, CKA_EXTRACTABLE));
  if (sensitive && !extractable) {
    return {};
  }
  session.functions->C_DestroyObject(session.handle, private_key);
  session.functions->C_DestroyObject(session.handle, public_key);
  return refuse(fail(kTokenRefused, "reason", "the token made a key that can be taken out of it"));
}

}  // namespace

Called<bool> read_flag(Pkcs11Session& session, CK_OBJECT_HANDLE key, CK_ATTRIBUTE_TYPE type) {
  const Bytes value = TRY(read_attribute(session, key, type));
  return value.size() == 1 && value.front() == CK_TRUE;
}

Called<std::vector<CK_OBJECT_HANDLE>> find_private_keys(Pkcs11Session& session,
                                                        const KeyAddress& address, CK_ULONG limit) {
  return find(session, common_template(CKO_PRIVATE_KEY, address), limit);
}

Called<KeyAddress> read_address(Pkcs11Session& session, CK_OBJECT_HANDLE key) {
  const Bytes label = TRY(read_attribute(session, key, CKA_LABEL));
  Bytes id = TRY(read_attribute(session, key, CKA_ID));
  return KeyAddress{std::string(as_text(label)), std::move(id)};
}

Called<crypto::PublicKey> read_public_key(Pkcs11Session& session, CK_OBJECT_HANDLE private_key) {
  const CK_ULONG type = TRY(key_type(session, private_key));
  if (type == CKK_RSA) {
    return read_rsa(session, private_key);  // a private RSA key holds its public numbers
  }
  if (type != CKK_EC && type != CKK_EC_EDWARDS) {
    return refuse(fail(kKeyTypeUnavailable, "reason", "neither RSA nor EC"));
  }
  const KeyAddress address = TRY(read_address(session, private_key));
  const auto found = TRY(find(session, common_template(CKO_PUBLIC_KEY, address), 2));
  return read_ec(session, found.size() == 1 ? found.front() : private_key);
}

Called<void> generate_key_pair(Pkcs11Session& session, const KeyAddress& address,
                               crypto::KeySpec spec) {
  const CurveRow* curve = nullptr;
  for (const CurveRow& row : kCurves) {
    curve = row.spec == spec ? &row : curve;
  }
  CK_MECHANISM mechanism{
      curve == nullptr ? CK_MECHANISM_TYPE{CKM_RSA_PKCS_KEY_PAIR_GEN} : curve->generation, nullptr,
      0};
  Template public_part = public_template(address, spec, curve);
  Template private_part = private_template(address);
  CK_OBJECT_HANDLE public_key = 0;
  CK_OBJECT_HANDLE private_key = 0;
  TRY(check(session.functions->C_GenerateKeyPair(session.handle, &mechanism, public_part.data(),
                                                 public_part.size(), private_part.data(),
                                                 private_part.size(), &public_key, &private_key),
            "C_GenerateKeyPair"));
  return confirm_custody(session, public_key, private_key);
}

Called<void> destroy_key_pair(Pkcs11Session& session, const KeyAddress& address) {
  for (const CK_OBJECT_CLASS part : {CKO_PRIVATE_KEY, CKO_PUBLIC_KEY}) {
    const auto found = TRY(find(session, common_template(part, address), 2));
    if (found.size() > 1) {
      return refuse(fail(kKeyAmbiguous));
    }
    for (const CK_OBJECT_HANDLE object : found) {
      TRY(check(session.functions->C_DestroyObject(session.handle, object), "C_DestroyObject"));
    }
  }
  return {};
}

}  // namespace chancery::keys
