#include "x509/locations.h"

#include "der/reader.h"
#include "der/writer.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

constexpr std::size_t kMaxLocations = 100;

std::unexpected<Error> malformed(std::string problem) {
  return fail(kExtensionMalformed, "problem", std::move(problem));
}

Result<GeneralName> uri(const std::string& url) {
  return GeneralName::from_text(GeneralName::Kind::uri, url);
}

Result<void> write_access(der::Writer& w, const Oid& method, std::span<const std::string> urls) {
  for (const std::string& url : urls) {
    const GeneralName location = TRY(uri(url));
    w.sequence([&] {
      w.oid(method);
      location.write(w);
    });
  }
  return {};
}

// distributionPoint [0] DistributionPointName, whose fullName is [0] as well.
void write_full_name(der::Writer& w, std::span<const GeneralName> names) {
  w.context(0, [&] {
    w.context(0, [&] {
      for (const GeneralName& name : names) {
        name.write(w);
      }
    });
  });
}

struct PointName {
  GeneralNames full_name;
  bool is_relative = false;
};

Result<PointName> read_point_name(der::Reader in) {
  PointName name;
  if (const auto full_name = TRY(in.optional_context(0))) {
    name.full_name = TRY(read_general_names(*full_name));
  } else {
    TRY(in.context(1));
    name.is_relative = true;
  }
  TRY(in.expect_end());
  return name;
}

// DistributionPoint ::= SEQUENCE { distributionPoint [0], reasons [1], cRLIssuer [2] } all OPTIONAL
Result<DistributionPoint> read_point(der::Reader in) {
  DistributionPoint point;
  if (const auto name = TRY(in.optional_context(0))) {
    PointName point_name = TRY(read_point_name(*name));
    point.full_name = std::move(point_name.full_name);
    point.has_other_fields = point_name.is_relative;
  }
  const bool has_reasons = TRY(in.read_optional(der::context_primitive(1))).has_value();
  const bool has_issuer = TRY(in.read_optional(der::context(2))).has_value();
  point.has_other_fields = point.has_other_fields || has_reasons || has_issuer;
  TRY(in.expect_end());
  return point;
}

// [number] BOOLEAN DEFAULT FALSE
Result<bool> read_flag(der::Reader& in, unsigned number) {
  const auto content = TRY(in.read_optional(der::context_primitive(number)));
  if (content && !TRY(der::boolean_content(*content))) {
    return malformed("a FALSE is written out");
  }
  return content.has_value();
}

void write_flag(der::Writer& w, unsigned number, bool flag) {
  constexpr std::uint8_t kTrue[] = {0xff};
  if (flag) {
    w.context_primitive(number, kTrue);
  }
}

}  // namespace

Result<Extension> authority_info_access_extension(std::span<const std::string> ocsp_urls,
                                                  std::span<const std::string> ca_issuers_urls) {
  der::Writer w;
  Result<void> written;
  w.sequence([&] {
    written = write_access(w, kAccessOcsp, ocsp_urls);
    if (written) {
      written = write_access(w, kAccessCaIssuers, ca_issuers_urls);
    }
  });
  TRY(std::move(written));
  return Extension{kAuthorityInfoAccess, false, w.take()};
}

Result<std::vector<AccessDescription>> parse_authority_info_access(BytesView value) {
  der::Reader outer(value);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  std::vector<AccessDescription> descriptions;
  descriptions.reserve(2);
  while (!in.at_end()) {
    if (descriptions.size() == kMaxLocations) {
      return fail(kTooLarge, "locations", "more than 100");
    }
    der::Reader description = TRY(in.sequence());
    const Oid method = TRY(description.oid());
    GeneralName location = TRY(GeneralName::read(description));
    descriptions.push_back({method, std::move(location)});
    TRY(description.expect_end());
  }
  return descriptions.empty() ? malformed("no access description")
                              : Result<std::vector<AccessDescription>>(std::move(descriptions));
}

Result<Extension> crl_distribution_points_extension(std::span<const std::string> urls) {
  GeneralNames names;
  for (const std::string& url : urls) {
    names.push_back(TRY(uri(url)));
  }
  der::Writer w;
  w.sequence([&] {
    for (const GeneralName& name : names) {
      w.sequence([&] { write_full_name(w, {&name, 1}); });
    }
  });
  return Extension{kCrlDistributionPoints, false, w.take()};
}

Result<std::vector<DistributionPoint>> parse_crl_distribution_points(BytesView value) {
  der::Reader outer(value);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  std::vector<DistributionPoint> points;
  while (!in.at_end()) {
    if (points.size() == kMaxLocations) {
      return fail(kTooLarge, "locations", "more than 100");
    }
    points.push_back(TRY(read_point(TRY(in.sequence()))));
  }
  return points.empty() ? malformed("no distribution point")
                        : Result<std::vector<DistributionPoint>>(std::move(points));
}

Extension issuing_distribution_point_extension(const IssuingDistributionPoint& idp) {
  der::Writer w;
  w.sequence([&] {
    if (!idp.full_name.empty()) {
      write_full_name(w, idp.full_name);
    }
    write_flag(w, 1, idp.only_user_certificates);
    write_flag(w, 2, idp.only_ca_certificates);
  });
  return {kIssuingDistributionPoint, true, w.take()};
}

Result<IssuingDistributionPoint> parse_issuing_distribution_point(BytesView value) {
  der::Reader outer(value);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  IssuingDistributionPoint idp;
  if (const auto name = TRY(in.optional_context(0))) {
    PointName point_name = TRY(read_point_name(*name));
    idp.full_name = std::move(point_name.full_name);
    idp.has_other_fields = point_name.is_relative;
  }
  idp.only_user_certificates = TRY(read_flag(in, 1));
  idp.only_ca_certificates = TRY(read_flag(in, 2));
  const bool some_reasons = TRY(in.read_optional(der::context_primitive(3))).has_value();
  const bool indirect = TRY(read_flag(in, 4));
  const bool attribute_certificates = TRY(read_flag(in, 5));
  TRY(in.expect_end());
  idp.has_other_fields = idp.has_other_fields || some_reasons || indirect || attribute_certificates;
  return idp;
}

}  // namespace chancery::x509
