using Kd.Tasks.Diagnostics;
using Kd.Tasks.Graph;
using Kd.Tasks.Keys;
using Kd.Tasks.Settings;
using Kd.Tasks.Store;

namespace Kd.Tasks.Planning;

/// <summary>Decides which stages a run has, under which keys, and which of them are out of date.</summary>
internal sealed class Planner(PlanInput input, StageStore store)
{
    /// <summary>The stages of the run, each behind those it needs.</summary>
    /// <exception cref="BuildException">The user has to change something first.</exception>
    public IReadOnlyList<PlannedStage> Plan()
    {
        using var assemblies = CodeAssemblies.Open(input.Assembly, input.ProjectReferences);
        var stages = StageReader.Read(assemblies.Main);
        var selection = new StageGraph(stages).Select(Students(), input.Baselines);
        var settings = new StageSettings(selection, SettingAssignment.FromProperties(input.Epochs, input.Seed, input.Set));
        var files = new FileHashes(store.FileHashes);
        var conditions = new ConditionsReader(input, files).Read();
        var code = new CodeHash(assemblies, stages.SelectMany(stage => stage.Reads));

        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        var planned = new List<PlannedStage>();
        foreach (var stage in selection.Stages)
        {
            var stageLock = new StageLock(stage, conditions)
            {
                Code = code.Of(stage.Reads),
                Settings = settings.For(stage),
                After = stage.After.Select(name => new KeyValuePair<string, string>(name, keys[name])).ToList(),
                Weights = HashWeights(stage, files),
            };
            var key = stageLock.Key();
            foreach (var name in stage.Names)
            {
                keys.Add(name, key);
            }

            planned.Add(new(stage, stageLock, key, store.Has(stage, key)) { Modules = assemblies.Modules });
        }

        files.Save();
        return planned;
    }

    private string[] Students() =>
        (input.Students ?? "").Split([' ', ';', ',', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private string? HashWeights(Stage stage, FileHashes files)
    {
        if (stage.Weights is null)
        {
            return null;
        }

        var path = Path.Combine(input.ProjectFolder, stage.Weights);
        return File.Exists(path) ? files.Of(path) : throw new BuildException(
            BuildErrors.WeightsMissing, $"The weights of '{stage.Name}', '{stage.Weights}', do not exist ({Path.GetFullPath(path)}). The path starts from the project's folder.");
    }
}
