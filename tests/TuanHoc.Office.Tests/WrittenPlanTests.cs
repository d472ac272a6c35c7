using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Core.Tests.Plans.Writing;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Office.Tests;

/// <summary>A plan written here, exported and given to our own reader.</summary>
public sealed class WrittenPlanTests
{
    [Fact]
    public void Every_fact_of_a_draft_is_read_back_out_of_its_Word_file() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Drafts.Any.ToArbitrary(), draft =>
    {
        var lost = ReadAgain.Lost(draft, ReadBack(draft));
        Assert.True(lost is [], $"lost:\n{string.Join('\n', lost)}");
    }));

    // Whatever a plan can state, of now or later: every member but the places.
    [Fact]
    public void The_Word_file_tells_neither_less_nor_more_than_the_text() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Drafts.Any.ToArbitrary(), draft =>
        Assert.Equal(Told(PlanReader.Read(PlanWriter.Write(draft).ToText())), Told(ReadBack(draft)))));

    [Fact]
    public void So_is_a_plan_of_fifteen_pages() => Assert.Empty(ReadAgain.Lost(LongPlan.Draft, ReadBack(LongPlan.Draft)));

    [Theory]
    [InlineData(DocumentType.Letter, "12/SGDĐT-GDTX")]
    [InlineData(DocumentType.Guidance, "12/HD-SGDĐT")]
    public void So_are_a_letter_and_a_guidance(DocumentType type, string number)
    {
        var draft = LongPlan.Draft with { Type = type, ParentBody = "Ủy ban nhân dân tỉnh Mẫu", Issuer = "Sở Giáo dục và Đào tạo", Number = 12, Notation = number["12/".Length..], Title = $"tổ chức các hoạt động của Tuần lễ hưởng ứng học tập suốt đời năm {LongPlan.Draft.Year}", Addressees = ["Ủy ban nhân dân các xã, phường", "Các trường trung học phổ thông"], Recipients = ["Như trên", "Lưu: VT"] };
        var read = ReadBack(draft);
        Assert.Equal((type, null, number, draft.Title), (read.Header.Type!.Value, read.Header.Type.Doubt, read.Header.Number?.Value, read.Header.Title?.Value));
        Assert.Equal([.. draft.Addressees, "Lưu: VT"], read.Recipients.Select(recipient => recipient.Value));
        Assert.Equal((draft.IssuedOn, draft.Place, draft.Frame!.Name), (read.Header.IssuedOn?.Value, read.Header.Place?.Value, read.Frame?.Name));
        Assert.Equal(draft.Deadlines.Select(due => (due.What, due.Date)), read.Deadlines.Where(due => draft.Deadlines.Any(own => own.Date == due.Date && own.What == due.What)).Select(due => (due.What, due.Date)).Distinct());
    }

    private static readonly JsonSerializerOptions WithoutPlaces = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers =
            {
                type =>
                {
                    foreach (var place in type.Properties.Where(member => member.PropertyType == typeof(TextSpan) || member.PropertyType == typeof(IReadOnlyList<TextSpan>)).ToList()) type.Properties.Remove(place);
                },
            },
        },
    };

    private static string Told(Plan plan) => JsonSerializer.Serialize(plan, WithoutPlaces);

    private static Plan ReadBack(PlanDraft draft)
    {
        using var file = new MemoryStream();
        DocxWriter.Write(PlanWriter.Write(draft), file);
        file.Position = 0;
        return PlanReader.Read(PlanText.Read(file).Text!);
    }
}
