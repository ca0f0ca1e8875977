#include <algorithm>

#include "der/errors.h"
#include "der/reader.h"
#include "der/time.h"

namespace chancery::der {
namespace {

constexpr std::uint8_t kClassMask = 0xc0;
constexpr std::uint8_t kConstructedBit = 0x20;

// Whether X.690 section 10.2 allows the element in this form: SEQUENCE and SET are constructed, all
// other universal types primitive.
bool has_right_form(Tag tag) {
  const auto octet = static_cast<std::uint8_t>(tag);
  if ((octet & kClassMask) != 0) {
    return true;
  }
  const bool is_structure =
      (octet & ~kConstructedBit) == 0x10 || (octet & ~kConstructedBit) == 0x11;
  return is_structure == is_constructed(tag);
}

template <class T>
Result<void> only_check(const Result<T>& result) {
  return result ? Result<void>() : std::unexpected(result.error());
}

Result<void> check_primitive(const Element& element) {
  switch (element.tag) {
    case Tag::boolean:
      return only_check(boolean_content(element.value));
    case Tag::integer:
    case Tag::enumerated:
      return only_check(integer_content(element.value));
    case Tag::bit_string:
      return only_check(bit_string_content(element.value));
    case Tag::null:
      return element.value.empty() ? Result<void>() : fail(kDerNull);
    case Tag::oid:
      return only_check(Oid::from_content(element.value));
    case Tag::utc_time:
      return only_check(parse_utc_time(element.value));
    case Tag::generalized_time:
      return only_check(parse_generalized_time(element.value));
    default:
      return {};
  }
}

Result<void> check_element(const Element& element, unsigned depth);

Result<void> check_members(const Element& parent, unsigned depth) {
  BytesView before;
  for (Reader in(parent.value); !in.at_end();) {
    const Element member = TRY(in.read_any());
    TRY(check_element(member, depth));
    if (parent.tag == Tag::set && std::ranges::lexicographical_compare(member.tlv, before)) {
      return fail(kDerSetOrder);
    }
    before = member.tlv;
  }
  return {};
}

Result<void> check_element(const Element& element, unsigned depth) {
  if (!has_right_form(element.tag)) {
    return fail(kDerTagForm);
  }
  if (!is_constructed(element.tag)) {
    return check_primitive(element);
  }
  return depth == Reader::kMaxDepth ? fail(kDerTooDeep) : check_members(element, depth + 1);
}

}  // namespace

Result<void> check_der(BytesView tlv) {
  Reader in(tlv);
  const Element element = TRY(in.read_any());
  TRY(in.expect_end());
  return check_element(element, 0);
}

}  // namespace chancery::der
