using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Reports.Expected;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>The plan of the sample province, brought in by its coordinator the way every plan is: read, looked at, saved with its tasks.</summary>
static class SamplePlan
{
    const string FileName = "ke-hoach-mau.txt", Keeper = "tinh.dieuphoi";

    /// <summary>The clock of the day on which it was brought in.</summary>
    sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SampleDays.PlanBrought;
    }

    public static async Task WriteAsync(AppDb db, Edition edition, CancellationToken cancel)
    {
        var clock = new Clock();
        var user = new CurrentUser(db, clock, new Mode(IsSample: true));
        var keeper = await db.Users.Where(person => person.IsSample && person.UserName == Keeper).Select(person => person.Id).SingleAsync(cancel);
        await user.LoadAsync(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, keeper.ToString(CultureInfo.InvariantCulture))])), cancel);
        var random = SampleRandom.For("plan", keeper);
        var (id, key) = (random.Id(SampleDays.PlanBrought), random.Id(SampleDays.PlanBrought));
        await db.KeepReadPlanAsync(user, clock, id, user.KeptUnits()[0].UnitId, new(FileName, Text(), ByMachine: false, Recorded: null), cancel);
        var plan = (await db.PlanAsync(user, id, cancel))!;
        if (plan.State == StoredPlan.Saved) return;
        await db.SaveAsync(user, clock, plan, new(PlanFacts.Read(plan.Facts), edition, plan.Form, plan.ReportDue, key, IsDraft: false), cancel);
        // The plan is delivered when the program runs; what it orders of reports is known to those that are written before.
        await ReportOrders.WriteAsync(db, new(id, plan.UnitId, edition.Id, plan.Type, keeper, SampleDays.PlanBrought, user.Today), cancel);
    }

    static string Text()
    {
        using var reader = new StreamReader(typeof(SamplePlan).Assembly.GetManifestResourceStream($"Samples/{FileName}")!);
        return reader.ReadToEnd();
    }
}
