using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Kd.Reporting;

/// <summary>How to make the same again, and how surely.</summary>
internal static class Repetition
{
    /// <summary>The command, and what it depends on.</summary>
    public static IEnumerable<XElement> Of(Report report)
    {
        yield return Html.Tag("p", "With the code and the data that these results were made of:");
        yield return Html.Tag("pre", Html.Attribute("tabindex", 0), Html.Tag("code", report.Command));
        yield return Html.Tag("p", Exactness(report.Student));
        yield return Html.Table("What the run found, as kd.lock.json beside this page says in full", ["", ""], Facts(report.Student), "words facts");
    }

    private static string Exactness(ReportedModel student)
    {
        var reasons = student.Run.At("reasons") as JsonArray ?? [];
        return student.Run.At("exact").Value() switch
        {
            "true" => "The same machine then gives the same bytes.",
            "false" => $"The bytes may differ from run to run: {string.Join("; ", reasons.Select(reason => reason.Value()))}.",
            _ => "Whether it gives the same bytes is not known.",
        };
    }

    private static IEnumerable<string[]> Facts(ReportedModel student)
    {
        var run = student.Run;
        IEnumerable<(string Name, string? Value)> facts =
        [
            ("seed", student.Summary["seed"].Value()),
            ("device", run.At("device").Value() ?? student.Summary["device"].Value()),
            ("threads", run.At("threads").Value() ?? student.Lock["threads"].Value()),
            .. new[] { "train", "validation", "test" }.Select(part => ($"samples, {part} part", Samples(run.At("samples", part)))),
            .. student.Lock["data"].Values().Select(file => ($"data {file.Key}", (string?)$"SHA-256 {file.Value}")),
            .. run.At("versions").Values().Select(version => (version.Key, (string?)version.Value)),
            ("system", run.At("machine", "system").Value()),
            ("processor", run.At("machine", "processor").Value()),
            ("assembly", run.At("assembly", "sha256").Value() is { } hash ? $"{run.At("assembly", "name").Value()}, SHA-256 {hash}" : null),
        ];
        return facts.Where(fact => fact.Value is { Length: > 0 }).Select(fact => new[] { fact.Name, fact.Value! });
    }

    private static string? Samples(JsonNode? part) =>
        part.At("count").Number() is { } count ? $"{Text.Count(count)}, SHA-256 {part.At("sha256").Value()}" : null;
}
