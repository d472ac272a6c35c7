namespace TuanHoc.Plans.Writing;

/// <summary>The unit that a plan is begun for, as its documents name it.</summary>
/// <param name="Name">"Ủy ban nhân dân phường Mẫu".</param>
/// <param name="Notation">"KH-UBND".</param>
/// <param name="StandingAgency">The body that drafts and follows up: "Phòng Văn hóa – Xã hội"; null: the unit itself.</param>
/// <param name="Below">Who works under its plan: "Các trường học, trung tâm học tập cộng đồng".</param>
public sealed record DraftIssuer(string Name, string? ParentBody, string Notation, string Place, DraftSignature? Signature, string? StandingAgency, string? Below);
