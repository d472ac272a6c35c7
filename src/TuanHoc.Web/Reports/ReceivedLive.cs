using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports;

/// <summary>The parts of a page that list reports received, and the address that tells when one of these stands elsewhere.</summary>
public static class ReceivedLive
{
    public const string Part = "received";

    public static string Url(int year, IEnumerable<long> receivers) => $"/reports/live?year={year.ToString(Vn.Culture)}{string.Concat(receivers.Select(unit => $"&unit={unit.ToString(Vn.Culture)}"))}";
}
