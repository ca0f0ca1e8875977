#include "x509/constraints.h"

#include "der/reader.h"
#include "der/writer.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

constexpr std::int64_t kMaxPathLength = 255;

std::unexpected<Error> malformed(std::string problem) {
  return fail(kExtensionMalformed, "problem", std::move(problem));
}

// GeneralSubtrees ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE { base GeneralName, minimum [0] ... }
void write_subtrees(der::Writer& w, unsigned tag_number, const GeneralNames& names) {
  if (names.empty()) {
    return;
  }
  w.context(tag_number, [&] {
    for (const GeneralName& name : names) {
      w.sequence([&] { name.write(w); });
    }
  });
}

Result<GeneralNames> read_subtrees(der::Reader in) {
  GeneralNames names;
  while (!in.at_end()) {
    der::Reader subtree = TRY(in.sequence());
    if (names.size() == kMaxGeneralNames) {
      return fail(kTooLarge, "subtrees", "more than 1000");
    }
    names.push_back(TRY(GeneralName::read(subtree)));
    if (!subtree.at_end()) {
      return malformed("a subtree with minimum or maximum");
    }
  }
  return names.empty() ? malformed("an empty list of subtrees")
                       : Result<GeneralNames>(std::move(names));
}

}  // namespace

Extension basic_constraints_extension(const BasicConstraints& constraints, bool critical) {
  der::Writer w(16);
  w.sequence([&] {
    if (constraints.ca) {
      w.boolean(true);
      if (constraints.path_length) {
        w.integer(*constraints.path_length);
      }
    }
  });
  return {kBasicConstraints, critical, w.take()};
}

Result<BasicConstraints> parse_basic_constraints(BytesView value) {
  der::Reader outer(value);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  BasicConstraints constraints;
  if (in.next_is(der::Tag::boolean)) {
    constraints.ca = TRY(in.boolean());
    if (!constraints.ca) {
      return malformed("cA FALSE is written out");
    }
  }
  if (!in.at_end()) {
    const std::int64_t length = TRY(in.small_integer());
    if (!constraints.ca || length > kMaxPathLength) {
      return malformed("pathLenConstraint without cA, or above 255");
    }
    constraints.path_length = static_cast<int>(length);
  }
  TRY(in.expect_end());
  return constraints;
}

Extension name_constraints_extension(const NameConstraints& constraints, bool critical) {
  der::Writer w;
  w.sequence([&] {
    write_subtrees(w, 0, constraints.permitted);
    write_subtrees(w, 1, constraints.excluded);
  });
  return {kNameConstraints, critical, w.take()};
}

Result<NameConstraints> parse_name_constraints(BytesView value) {
  der::Reader outer(value);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  if (in.at_end()) {
    return malformed("no subtrees");
  }
  NameConstraints constraints;
  if (const auto permitted = TRY(in.optional_context(0))) {
    constraints.permitted = TRY(read_subtrees(*permitted));
  }
  if (const auto excluded = TRY(in.optional_context(1))) {
    constraints.excluded = TRY(read_subtrees(*excluded));
  }
  TRY(in.expect_end());
  return constraints;
}

}  // namespace chancery::x509
