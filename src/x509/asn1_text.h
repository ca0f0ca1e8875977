// The character string types of ASN.1 as names and policies use them (X.680 section 41; RFC 5280
// appendix A): their alphabets, and their values as UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "der/tag.h"

namespace chancery::x509 {

/// Whether `text` is well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms) without NUL.
[[nodiscard]] bool is_utf8_text(std::string_view text);

/// Letters, digits, space and ' ( ) + , - . / : = ? (X.680 section 41.4).
[[nodiscard]] bool is_printable_string(std::string_view text);

/// ASCII without control characters: a name with a NUL or a line break in it deceives whoever
/// shows it (CVE-2009-2408), so IA5String is narrowed here.
[[nodiscard]] bool is_plain_ascii(std::string_view text);

/// Whether the tag is one of the string types that `string_to_utf8` reads.
[[nodiscard]] bool is_string_type(der::Tag tag);

/// The text of a string value as UTF-8. TeletexString is read as Latin-1, as everybody does.
/// Errors: kStringMalformed (not of its type's alphabet, a NUL, or not a string type).
[[nodiscard]] Result<std::string> string_to_utf8(der::Tag tag, BytesView content);

}  // namespace chancery::x509
