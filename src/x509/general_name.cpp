#include "x509/general_name.h"

#include "base/encoding.h"
#include "der/errors.h"
#include "x509/asn1_text.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

using Kind = GeneralName::Kind;

constexpr std::uint8_t kTagNumberMask = 0x1f;
constexpr std::uint8_t kContextPrimitive = 0x80;

bool is_text(Kind kind) {
  return kind == Kind::email || kind == Kind::dns || kind == Kind::uri;
}

// otherName, x400Address, ediPartyName and directoryName are structures.
der::Tag tag_of(Kind kind) {
  const auto number = static_cast<unsigned>(kind);
  const bool primitive = is_text(kind) || kind == Kind::ip || kind == Kind::registered_id;
  return primitive ? der::context_primitive(number) : der::context(number);
}

std::unexpected<Error> malformed(std::string problem) {
  return fail(kGeneralNameMalformed, "problem", std::move(problem));
}

Result<Kind> kind_of(der::Tag tag) {
  const auto octet = static_cast<std::uint8_t>(tag);
  const auto kind = static_cast<Kind>(octet & kTagNumberMask);
  if (octet < kContextPrimitive || (octet & kTagNumberMask) > 8 || tag_of(kind) != tag) {
    return malformed("not one of the nine kinds");
  }
  return kind;
}

Result<void> check_value(Kind kind, BytesView value) {
  switch (kind) {
    case Kind::email:
    case Kind::dns:
    case Kind::uri:
      return is_plain_ascii(as_text(value)) ? Result<void>()
                                            : malformed("characters that are not plain ASCII");
    case Kind::ip:
      return value.size() == 4 || value.size() == 8 || value.size() == 16 || value.size() == 32
                 ? Result<void>()
                 : malformed("an address of " + std::to_string(value.size()) + " octets");
    case Kind::directory:
      TRY(DistinguishedName::parse(value));
      return {};
    case Kind::registered_id:
      TRY(Oid::from_content(value));
      return {};
    default: {
      for (der::Reader in(value); !in.at_end();) {
        TRY(der::check_der(TRY(in.read_any()).tlv));
      }
      return {};
    }
  }
}

}  // namespace

GeneralName::GeneralName(const DnsName& name) : GeneralName(Kind::dns, to_bytes(name.text())) {}

GeneralName::GeneralName(const IpAddress& address)
    : GeneralName(Kind::ip, to_bytes(address.bytes())) {}

GeneralName::GeneralName(const DistinguishedName& name)
    : GeneralName(Kind::directory, to_bytes(name.der())) {}

GeneralName::GeneralName(const Identifier& identifier)
    : GeneralName(identifier.dns() != nullptr ? GeneralName(*identifier.dns())
                                              : GeneralName(*identifier.ip())) {}

Result<GeneralName> GeneralName::from_text(Kind kind, std::string_view text) {
  if (!is_text(kind)) {
    return malformed("not a kind of name that is text");
  }
  TRY(check_value(kind, as_bytes(text)));
  return GeneralName(kind, to_bytes(text));
}

Result<GeneralName> GeneralName::ip_with_mask(BytesView address_and_mask) {
  if (address_and_mask.size() != 8 && address_and_mask.size() != 32) {
    return malformed("an address and mask of " + std::to_string(address_and_mask.size()) +
                     " octets");
  }
  return GeneralName(Kind::ip, to_bytes(address_and_mask));
}

Result<GeneralName> GeneralName::read(der::Reader& in) {
  const der::Element element = TRY(in.read_any());
  const Kind kind = TRY(kind_of(element.tag));
  TRY(check_value(kind, element.value));
  return GeneralName(kind, to_bytes(element.value));
}

void GeneralName::write(der::Writer& out) const {
  out.primitive(tag_of(kind_), value_);
}

std::string_view GeneralName::text() const {
  return is_text(kind_) ? as_text(value_) : std::string_view();
}

Result<DnsName> GeneralName::dns_name() const {
  return kind_ == Kind::dns ? DnsName::parse(text()) : malformed("not a DNS name");
}

Result<IpAddress> GeneralName::ip_address() const {
  return kind_ == Kind::ip && value_.size() % 12 == 4 ? IpAddress::from_bytes(value_)
                                                      : malformed("not an IP address");
}

Result<DistinguishedName> GeneralName::directory_name() const {
  return kind_ == Kind::directory ? DistinguishedName::parse(value_)
                                  : malformed("not a directory name");
}

std::string GeneralName::to_text() const {
  switch (kind_) {
    case Kind::email:
      return "email:" + std::string(text());
    case Kind::dns:
      return "DNS:" + std::string(text());
    case Kind::uri:
      return "URI:" + std::string(text());
    case Kind::ip: {
      const auto address = ip_address();
      return "IP:" + (address ? address->text() : to_hex(value_));
    }
    case Kind::directory: {
      const auto name = directory_name();
      return "dirName:" + (name ? name->to_text() : to_hex(value_));
    }
    default:
      return "other:" + to_hex(value_);
  }
}

Result<GeneralNames> read_general_names(der::Reader in) {
  GeneralNames names;
  names.reserve(2);
  while (!in.at_end()) {
    if (names.size() == kMaxGeneralNames) {
      return fail(kTooLarge, "names", "more than 1000");
    }
    names.push_back(TRY(GeneralName::read(in)));
  }
  return names.empty() ? malformed("an empty list of names")
                       : Result<GeneralNames>(std::move(names));
}

Extension subject_alt_name_extension(std::span<const GeneralName> names, bool critical) {
  der::Writer w;
  w.sequence([&] {
    for (const GeneralName& name : names) {
      name.write(w);
    }
  });
  return {kSubjectAltName, critical, w.take()};
}

Result<GeneralNames> parse_subject_alt_name(BytesView value) {
  der::Reader outer(value);
  const der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  return read_general_names(in);
}

Result<std::vector<Identifier>> to_identifiers(std::span<const GeneralName> names) {
  std::vector<Identifier> identifiers;
  identifiers.reserve(names.size());
  for (const GeneralName& name : names) {
    if (name.kind() == Kind::ip) {
      identifiers.emplace_back(TRY(name.ip_address()));
    } else {
      identifiers.emplace_back(TRY(name.dns_name()));
    }
  }
  return identifiers;
}

}  // namespace chancery::x509
