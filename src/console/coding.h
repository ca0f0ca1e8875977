// The choice of a content coding (RFC 9110 section 12.5.3).
#pragma once

#include <cstdint>
#include <string_view>

namespace chancery::console {

enum class Coding : std::uint8_t { identity, gzip, brotli };

/// "br", "gzip"; "" for identity.
[[nodiscard]] std::string_view to_text(Coding coding);

/// The best coding that `accept_encoding` names with a weight above zero, or by `*`: brotli before
/// gzip before identity, whatever the weights say, because that is the order of their sizes. What
/// cannot be read is not accepted; identity is never refused.
[[nodiscard]] Coding choose_coding(std::string_view accept_encoding);

}  // namespace chancery::console
