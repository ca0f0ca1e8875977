// Text encodings of bytes: hexadecimal, base64 and base64url (RFC 4648), PEM (RFC 7468).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery {

/// Lower-case hexadecimal, two digits a byte, no separators.
[[nodiscard]] std::string to_hex(BytesView bytes);

/// 0 to 15 for a hexadecimal digit of either case, -1 for any other character.
[[nodiscard]] int hex_value(char digit);

/// Accepts both cases and ':' between bytes (as OpenSSL prints serials).
[[nodiscard]] Result<Bytes> from_hex(std::string_view text);

/// RFC 4648 section 4, with padding, no line breaks.
[[nodiscard]] std::string to_base64(BytesView bytes);

/// RFC 4648 section 4. White space is skipped; padding must be right; unused bits must be zero.
[[nodiscard]] Result<Bytes> from_base64(std::string_view text);

/// RFC 4648 section 5 without padding, as JOSE and ACME use it (RFC 7515 section 2).
[[nodiscard]] std::string to_base64url(BytesView bytes);

/// Strict: no padding, no white space, unused bits zero (RFC 8555 section 6.1).
[[nodiscard]] Result<Bytes> from_base64url(std::string_view text);

/// One PEM block: `label` is what stands between "BEGIN " and "-----".
struct PemBlock {
  std::string label;
  Bytes der;
};

/// PEM with 64 characters a line and a trailing newline (RFC 7468 section 3).
[[nodiscard]] std::string to_pem(std::string_view label, BytesView der);

/// Every block of `text`, in order. Text between the blocks is ignored (RFC 7468 section 2).
/// Errors: kPemMalformed when a block is not closed, not base64, or when there is none.
[[nodiscard]] Result<std::vector<PemBlock>> parse_pem(std::string_view text);

}  // namespace chancery
