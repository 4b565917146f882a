using Kd.Shared;
using Kd.Tasks.Graph;

namespace Kd.Tasks.Settings;

/// <summary>Says why a setting applies to no stage of a run, and what may have been meant.</summary>
internal static class UnknownSetting
{
    public static string Explain(StageSelection selection, SettingAssignment assignment)
    {
        if (assignment.Stage is { } name && selection.Stages.All(stage => stage.Name != name))
        {
            return OutsideTheRun(selection, name) ?? InAGroup(selection, name) ?? $"the project has no stage '{name}'.{Hint(selection, assignment)}";
        }

        var asked = assignment.Stage is { } one ? $"'{one}' does not have" : "no student of this run has";
        return selection.Stages.FirstOrDefault(stage => stage.Settings.Contains(assignment.Path)) is { } having
            ? $"{asked} the setting '{assignment.Path}', but '{having.Name}' does. Did you mean '{having.Name}/{assignment.Path}'?"
            : $"{asked} the setting '{assignment.Path}'.{Hint(selection, assignment)}";
    }

    private static string? OutsideTheRun(StageSelection selection, string name) =>
        selection.Others.FirstOrDefault(stage => stage.Name == name) switch
        {
            null => null,
            { BaselineOf: not null } baseline when selection.Targets.Any(baseline.BelongsTo) =>
                $"'{name}' is not a stage of this run, since KdBaseline is not true.",
            _ => $"'{name}' is not a stage of this run, since KdStudent selects other students.",
        };

    private static string? InAGroup(StageSelection selection, string name) =>
        selection.Stages.FirstOrDefault(stage => stage.IsNamed(name)) is { } group
            ? $"'{name}' is a model of the stage '{group.Name}', whose settings are written as '{group.Name}/path'."
            : null;

    private static string Hint(StageSelection selection, SettingAssignment assignment) => NearestName.Hint(
        assignment.ToString(),
        assignment.Stage is null
            ? selection.Targets.SelectMany(stage => stage.Settings).Distinct()
            : selection.Stages.SelectMany(stage => stage.Settings.Select(path => $"{stage.Name}/{path}")));
}
