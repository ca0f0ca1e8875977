// For tests: an authenticator in software that answers as a browser hands it on, or wrongly on
// purpose.
#pragma once

#include <string>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "crypto/private_key.h"
#include "webauthn/ceremony.h"

namespace chancery::webauthn {

class TestAuthenticator final {
 public:
  explicit TestAuthenticator(crypto::KeySpec spec = crypto::kP256)
      : key_(crypto::PrivateKey::generate(spec).value()) {}

  // What it says of itself; a test changes it.
  RelyingParty party{"ca.example.net", "https://ca.example.net"};
  std::uint8_t flags = 0x05;  ///< UP and UV
  std::uint32_t count = 1;
  Bytes id = Bytes(32, 0x42);

  [[nodiscard]] Bytes client_data(std::string_view type, BytesView challenge,
                                  std::string_view more = "") const {
    return to_bytes(std::string(R"({"type":")") + std::string(type) + R"(","challenge":")" +
                    to_base64url(challenge) + R"(","origin":")" + party.origin + '"' +
                    std::string(more) + '}');
  }

  [[nodiscard]] Bytes authenticator_data(bool with_credential) const {
    Bytes data = to_bytes(crypto::sha256(as_bytes(party.id)));
    data.push_back(with_credential ? flags | 0x40U : flags);
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
      data.push_back(static_cast<std::uint8_t>(count >> shift));
    }
    if (with_credential) {
      data.resize(data.size() + 16);
      data.push_back(static_cast<std::uint8_t>(id.size() >> 8U));
      data.push_back(static_cast<std::uint8_t>(id.size()));
      append(data, id);
      append(data, cose_key());
    }
    return data;
  }

  [[nodiscard]] RegistrationAnswer make(BytesView challenge) const {
    const Bytes data = authenticator_data(true);
    Bytes object = from_hex("a363666d74646e6f6e656761747453746d74a0686175746844617461").value();
    append_bytes(object, data);
    return {client_data("webauthn.create", challenge), std::move(object)};
  }

  [[nodiscard]] AssertionAnswer get(BytesView challenge) const {
    AssertionAnswer answer{client_data("webauthn.get", challenge), authenticator_data(false), {}};
    sign(answer);
    return answer;
  }

  /// Over whatever the answer holds now.
  void sign(AssertionAnswer& answer) const {
    Bytes message = answer.authenticator_data;
    append(message, crypto::sha256(answer.client_data_json));
    answer.signature = key_.sign(algorithm(), message).value();
  }

  [[nodiscard]] KnownCredential known() const { return {cose_algorithm(), key_.public_key(), 0}; }

  [[nodiscard]] Bytes cose_key() const {
    const auto& key = key_.public_key();
    Bytes out;
    if (key.spec().type == crypto::KeyType::rsa) {
      out = from_hex("a401030339010020").value();
      append_bytes(out, key.rsa_modulus());
      out.push_back(0x21);
      append_bytes(out, key.rsa_exponent());
    } else if (key.spec() == crypto::kEd25519) {
      out = from_hex("a4010103272006215820").value();
      append(out, key.key_bits());
    } else {
      const auto point = key.key_bits();  // 04 || x || y
      out = from_hex("a5010203262001215820").value();
      append(out, point.subspan(1, 32));
      append(out, from_hex("225820").value());
      append(out, point.subspan(33, 32));
    }
    return out;
  }

 private:
  static void append_bytes(Bytes& out, BytesView bytes) {
    if (bytes.size() < 24) {
      out.push_back(static_cast<std::uint8_t>(0x40U | bytes.size()));
    } else if (bytes.size() < 256) {
      out.push_back(0x58);
      out.push_back(static_cast<std::uint8_t>(bytes.size()));
    } else {
      out.push_back(0x59);
      out.push_back(static_cast<std::uint8_t>(bytes.size() >> 8U));
      out.push_back(static_cast<std::uint8_t>(bytes.size()));
    }
    append(out, bytes);
  }
  [[nodiscard]] crypto::SignatureAlgorithm algorithm() const {
    using enum crypto::SignatureAlgorithm;
    const auto spec = key_.public_key().spec();
    return spec.type == crypto::KeyType::rsa ? rsa_sha256
           : spec == crypto::kEd25519        ? ed25519
                                             : ecdsa_sha256;
  }
  [[nodiscard]] std::int64_t cose_algorithm() const {
    const auto spec = key_.public_key().spec();
    return spec.type == crypto::KeyType::rsa ? kRs256 : spec == crypto::kEd25519 ? kEdDsa : kEs256;
  }

  crypto::PrivateKey key_;
};

}  // namespace chancery::webauthn
