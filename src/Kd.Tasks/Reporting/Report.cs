using System.Text.Json.Nodes;
using Kd.Tasks;

namespace Kd.Reporting;

/// <summary>What a student's report is about.</summary>
/// <param name="Student">The student.</param>
/// <param name="Others">Those to compare it with, as they were trained: teachers, peers, earlier stages, its baseline.</param>
/// <param name="Command">What trains them all again.</param>
internal sealed record Report(ReportedModel Student, IReadOnlyList<ReportedModel> Others, string Command)
{
    /// <summary>All models, the student first.</summary>
    public IEnumerable<ReportedModel> Models => Others.Prepend(Student);

    /// <summary>The student's metric.</summary>
    public string Metric => Text.Words(Student.Metric);

    /// <summary>Reads the results that a student's report is about.</summary>
    /// <param name="student">The student's name.</param>
    /// <param name="stages">The stages that it comes from, each behind those it needs.</param>
    /// <param name="command">What trains them all again.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Report Of(string student, IEnumerable<StageItem> stages, string command)
    {
        var models = stages.SelectMany(stage => ReportedModel.Of(stage, student)).ToList();
        var own = models.First(model => model.Name == student);
        models.Remove(own);
        return new(own, [.. models.Concat(WithoutStage(own.Summary, models))], command);
    }

    // An averaged teacher or an ensemble is judged by the student's run and has no stage.
    private static IEnumerable<ReportedModel> WithoutStage(JsonObject summary, List<ReportedModel> models)
    {
        if (summary["teacher"].Value() is { } teacher && summary["teachers"] is null && !models.Exists(model => model.Name == teacher))
        {
            yield return new(teacher, "teacher") { Test = summary["test"].At("teacher").Number(), Parameters = summary["parameters"].At("teacher").Number() };
        }

        if (summary["test"].At("ensemble").Number() is { } ensemble)
        {
            yield return new("all together", "ensemble") { Test = ensemble };
        }
    }
}
