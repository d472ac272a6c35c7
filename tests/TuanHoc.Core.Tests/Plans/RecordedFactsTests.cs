using TuanHoc.Documents;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>What a document system records stands beside what the text states, and never over it.</summary>
public sealed class RecordedFactsTests
{
    private static readonly DocumentMetadata Recorded = new()
    {
        Issuer = new("000.00.01.H29", "UBND phường Mẫu"),
        Number = 7,
        Notation = "KH-UBND",
        TypeName = "Kế hoạch",
        Place = "phường Mẫu",
        IssuedOn = new(2026, 9, 8),
        Subject = "Kế hoạch  tổ chức Tuần lễ",
        Signer = new("TM. UBND", "Chủ tịch", "Nguyễn Văn Mẫu"),
        ToPlaces = ["Các trường học", "Lưu: VT."],
    };

    private static readonly Plan Read = PlanReader.Read("") with
    {
        Header = new(new("ỦY BAN NHÂN DÂN PHƯỜNG MẪU", default), null, new("07/KH-UBND", default), new("Phường Mẫu", default), new(new(2026, 9, 8), default), new("Tổ chức Tuần lễ", default), null),
        Signature = new(["TM. ỦY BAN NHÂN DÂN"], "CHỦ TỊCH", "Nguyễn Văn Mẫu", default),
        Recipients = [new("Các trường học", default), new("Lưu: VT", default)],
    };

    [Fact]
    public void What_both_say_stays_as_it_was_read()
    {
        var both = Read.With(Recorded);
        Assert.Equal(Read.Header, both.Header);
        Assert.Equal(Read.Signature, both.Signature);
        Assert.Equal(Read.Recipients, both.Recipients);
    }

    [Fact]
    public void What_was_not_read_is_filled_in_and_said_to_be()
    {
        var filled = PlanReader.Read("").With(Recorded);
        Assert.Equal(("UBND phường Mẫu", "07/KH-UBND", new DateOnly(2026, 9, 8), "Nguyễn Văn Mẫu"), (filled.Header.Issuer!.Value, filled.Header.Number!.Value, filled.Header.IssuedOn!.Value, filled.Signature!.Name));
        Assert.All([filled.Header.Issuer.Doubt, filled.Header.Number.Doubt, filled.Header.IssuedOn.Doubt, filled.Signature.Doubt, filled.Recipients[0].Doubt], doubt => Assert.Equal(RecordedFacts.NotInText, doubt));
        Assert.DoesNotContain("Không tìm thấy số, ký hiệu.", filled.Missing);
        Assert.Contains("Không tìm thấy chủ đề.", filled.Missing);
    }

    [Fact]
    public void Where_they_differ_the_fact_keeps_both()
    {
        var both = Read.With(Recorded with { Issuer = new("000.00.01.H29", "UBND phường Khác"), Number = 8, IssuedOn = new(2026, 9, 9), Subject = "Tổ chức Ngày sách", Place = "Nơi khác", Signer = new("", "", "Nguyễn Văn Mậu"), ToPlaces = ["Lưu: VT", "Hội Khuyến học"] });
        Assert.Equal(("UBND phường Khác", "08/KH-UBND", "09/09/2026", "Tổ chức Ngày sách", "Nơi khác", "Nguyễn Văn Mậu"),
            (both.Header.Issuer!.Recorded, both.Header.Number!.Recorded, both.Header.IssuedOn!.Recorded, both.Header.Title!.Recorded, both.Header.Place!.Recorded, both.Signature!.Recorded));
        Assert.Equal((Read.Header.Number!.Value, Read.Signature!.Name), (both.Header.Number.Value, both.Signature.Name));
        Assert.Equal([("Các trường học", RecordedFacts.NotRecorded), ("Lưu: VT", null), ("Hội Khuyến học", RecordedFacts.NotInText)], both.Recipients.Select(one => (one.Value, one.Doubt)));
    }
}
