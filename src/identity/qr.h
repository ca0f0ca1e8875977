// QR codes (ISO/IEC 18004) as pictures for a page, by libqrencode.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace chancery::identity {

/// An SVG of black modules on white with the margin of four that scanners need; no script, no
/// style, nothing of `text` but its modules. Errors: kQrImpossible when the text is too long (about
/// 2,300 octets).
[[nodiscard]] Result<std::string> qr_svg(std::string_view text);

}  // namespace chancery::identity
