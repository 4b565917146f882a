using System.Text.Json;
using Kd.Training;

namespace Kd.GeneratedCode.Tests;

/// <summary>Runs of the generated classes, each in a folder of its own.</summary>
internal sealed class Runs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kd-generated-");

    public RunResult Teacher() => MaskedTeacherTrainer.Run(new() { Output = Folder("teacher"), Reporter = new Quiet() });

    public RunResult Baseline() => MaskedStudentBaseline.Run(new() { Output = Folder("baseline"), Reporter = new Quiet() });

    public RunResult Assistant(RunResult teacher) => MaskedAssistantDistiller.Run(new()
    {
        Output = Folder("assistant"),
        Reporter = new Quiet(),
        Weights = new Dictionary<string, string> { [nameof(MaskedTeacher)] = teacher.WeightsFile },
    });

    public RunResult Last(RunResult assistant) => Last(new Dictionary<string, string> { [nameof(MaskedAssistant)] = assistant.WeightsFile });

    /// <summary>The last student, whose teacher is looked for where <c>Distill</c> leaves it.</summary>
    public RunResult Last() => Last([]);

    public RunResult Student(RunResult teacher, string folder = "student", Func<MaskedStudentDistiller.Options, MaskedStudentDistiller.Options>? change = null)
    {
        var options = new MaskedStudentDistiller.Options
        {
            Output = Folder(folder),
            Reporter = new Quiet(),
            Weights = new Dictionary<string, string> { [nameof(MaskedTeacher)] = teacher.WeightsFile },
        };
        return MaskedStudentDistiller.Run(change?.Invoke(options) ?? options);
    }

    private RunResult Last(Dictionary<string, string> weights) =>
        LastStudentDistiller.Run(new() { Output = Folder("last"), Reporter = new Quiet(), Weights = weights });

    /// <summary>The student's losses in its last epoch.</summary>
    public Dictionary<string, double> Losses() =>
        JsonDocument.Parse(File.ReadLines(Path.Combine(Folder("student"), "metrics.jsonl")).Last()).RootElement
            .GetProperty("losses").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());

    public string Folder(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
