// The built-in tables, one function a profile. Rows stand in the order in which fields are written.
#pragma once

#include <vector>

#include "profile/row.h"

namespace chancery::profile {

using Rows = std::vector<Row>;

[[nodiscard]] const Rows& tls_dv_rows();
[[nodiscard]] const Rows& tls_iv_rows();
[[nodiscard]] const Rows& tls_ov_rows();
[[nodiscard]] const Rows& tls_ev_rows();
[[nodiscard]] const Rows& tls_precertificate_rows();
[[nodiscard]] const Rows& private_server_rows();
[[nodiscard]] const Rows& private_client_rows();
[[nodiscard]] const Rows& tls_root_ca_rows();
[[nodiscard]] const Rows& tls_subordinate_ca_rows();
[[nodiscard]] const Rows& tls_constrained_ca_rows();
[[nodiscard]] const Rows& tls_cross_ca_rows();
[[nodiscard]] const Rows& tls_cross_restricted_ca_rows();
[[nodiscard]] const Rows& non_tls_cross_ca_rows();
[[nodiscard]] const Rows& non_tls_constrained_ca_rows();
[[nodiscard]] const Rows& smime_root_ca_rows();
[[nodiscard]] const Rows& smime_subordinate_ca_rows();
[[nodiscard]] const Rows& smime_cross_ca_rows();
[[nodiscard]] const Rows& smime_ocsp_responder_rows();

/// The types of S/MIME certificates and their generations (S/MIME BR 7.1.6.1, 1.6.1).
enum class SmimeType { mailbox, organization, sponsor, individual };
enum class SmimeGeneration { multipurpose, strict };
template <SmimeType type, SmimeGeneration generation>
[[nodiscard]] const Rows& smime_rows();
[[nodiscard]] const Rows& private_root_ca_rows();
[[nodiscard]] const Rows& private_subordinate_ca_rows();
[[nodiscard]] const Rows& private_cross_ca_rows();
[[nodiscard]] const Rows& tls_ocsp_responder_rows();
[[nodiscard]] const Rows& private_ocsp_responder_rows();

/// The rows that every certificate has (RFC 5280 section 4.1), around those of its kind.
/// `validity_citation` names who bounds its life.
[[nodiscard]] Rows with_frame(std::string_view validity_citation, const Rows& subject,
                              const Rows& extensions);

/// A row for a subject attribute whose text the applicant or the CA's operator gives.
[[nodiscard]] Row given(const der::Oid& attribute, Presence presence, std::string_view citation,
                        Seconds effective_from);

/// A row for a subject attribute that was verified.
[[nodiscard]] Row verified(const SubjectAttribute& attribute, Presence presence,
                           std::string_view citation, Seconds effective_from);

/// A row for what may stand there, but does not in this house.
[[nodiscard]] Row left_out(const der::Oid& attribute, Presence presence, std::string_view citation,
                           Seconds effective_from);

/// A row for something that the sources forbid and that is therefore never written.
[[nodiscard]] Row forbidden(Field field, std::string_view what, std::string_view citation,
                            Seconds effective_from);

}  // namespace chancery::profile
