// JSON from outside, read once and strictly (RFC 8259; I-JSON's rule against repeated members,
// RFC 7493 section 2.3; RFC 7515 section 4 demands it of JOSE headers).
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace chancery::acme {

namespace json = boost::json;

/// An object. Refused are: anything after it, repeated members, more than 8 levels, more than 64
/// members of an object or 256 elements of an array, bytes that are not UTF-8.
/// Errors: kJsonMalformed. Does NOT bound the length of `text`: the door's router does.
[[nodiscard]] Result<json::object> parse_object(std::string_view text);

/// The member's text. Errors: kMemberMissing, kMemberMalformed.
[[nodiscard]] Result<std::string_view> text_member(const json::object& object,
                                                   std::string_view name);

/// nullopt when there is none. Errors: kMemberMalformed when it is there and no text.
[[nodiscard]] Result<std::optional<std::string_view>> optional_text_member(
    const json::object& object, std::string_view name);

/// `fallback` when there is none. Errors: kMemberMalformed.
[[nodiscard]] Result<bool> flag_member(const json::object& object, std::string_view name,
                                       bool fallback);

/// nullptr when there is none. Errors: kMemberMalformed.
[[nodiscard]] Result<const json::array*> array_member(const json::object& object,
                                                      std::string_view name);

/// Errors: kMemberMissing, kMemberMalformed.
[[nodiscard]] Result<const json::object*> object_member(const json::object& object,
                                                        std::string_view name);

}  // namespace chancery::acme
