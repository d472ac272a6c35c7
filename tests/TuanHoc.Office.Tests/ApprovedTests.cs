using System.Runtime.CompilerServices;
using TuanHoc.Documents;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Office.Tests;

/// <summary>Documents as plain text, beside the text that a person has read and approved.</summary>
public sealed class ApprovedTests
{
    [Fact]
    public void A_report_reads_as_approved() => Approved("report", SampleReport.Document);

    [Fact]
    public void An_official_letter_reads_as_approved() => Approved("letter", SampleReport.Letter);

    [Fact]
    public void A_plan_reads_as_approved() => Approved("plan", PlanWriter.Write(SampleDrafts.Plan));

    [Fact]
    public void A_letter_that_opens_the_Week_reads_as_approved() => Approved("letter-of-week", PlanWriter.Write(SampleDrafts.Letter));

    [Fact]
    public void A_guidance_reads_as_approved() => Approved("guidance", PlanWriter.Write(SampleDrafts.Guidance));

    // The text received is left beside the approved one: whoever agrees with it renames it
    private static void Approved(string name, AdministrativeDocument document, [CallerFilePath] string here = "")
    {
        var received = document.ToText().Replace('\u00A0', ' ');
        var approved = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, $"{name}.approved.txt"));
        if (received != approved)
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(here)!, $"{name}.received.txt"), received);
        Assert.Equal(approved, received);
    }
}
