using Digits;
using Kd.Training;

namespace Kd.Bench;

/// <summary>
/// The digits sample over five seeds: one teacher, and for each seed the student without and with it. Hyper-parameters are to be
/// chosen by the validation column alone.
/// </summary>
internal static class SeedTable
{
    // Suits the student alone better than the rate of the declaration, which is the distilled student's.
    private const double BaselineRate = 0.1;

    private static readonly int[] _seeds = [1, 2, 3, 4, 5];

    public static void Print(string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("kd-bench-");
        try
        {
            Print(settings, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Print(string[] settings, string folder)
    {
        var teacher = DigitsTeacherTrainer.Run(new() { Output = Path.Combine(folder, "teacher"), Reporter = SilentReporter.Instance });
        var weights = new Dictionary<string, string> { [nameof(DigitsTeacher)] = teacher.WeightsFile };
        Console.WriteLine("| | parameters | validation, % | test, % | test, last epoch, % |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        Console.WriteLine(
            $"| teacher | {teacher.Parameters:N0} | {100 * teacher.Validation.Value:F2} | {100 * teacher.Test.Value:F2} | {100 * teacher.LastTest.Value:F2} |");

        var alone = Row("student alone", seed => DigitsStudentBaseline.Run(Set(new DigitsStudentBaseline.Options { Seed = seed, Reporter = SilentReporter.Instance, Output = folder })));
        Row("student alone, learning rate 0.1", seed => DigitsStudentBaseline.Run(new()
        {
            Seed = seed,
            SgdLearningRate = BaselineRate,
            Reporter = SilentReporter.Instance,
            Output = folder,
        }));
        Row("student, Hinton's KL and labels", seed => DigitsStudentDistiller.Run(Set(new DigitsStudentDistiller.Options
        {
            Seed = seed,
            Reporter = SilentReporter.Instance,
            Output = folder,
            Weights = weights,
        }) with { GuidedEarlyWeight = 0, SimilarityPreservingLateWeight = 0, RelationPairEarlyLateWeight = 0 }));
        var distilled = Row("student as declared", seed => DigitsStudentDistiller.Run(Set(new DigitsStudentDistiller.Options
        {
            Seed = seed,
            Reporter = SilentReporter.Instance,
            Output = folder,
            Weights = weights,
        })));
        Console.WriteLine();
        Console.WriteLine($"Gain of the declared student over the student alone, test: {100 * (distilled - alone):F2} points, {_seeds.Length} seeds.");

        // Settings that a run does not have (the baseline has no temperature) do not concern it.
        TOptions Set<TOptions>(TOptions options)
            where TOptions : RunOptions => settings.Select(s => s.Split('=', 2)).Aggregate(options, (o, setting) =>
            {
                try
                {
                    return (TOptions)o.With(setting[0], setting[1]);
                }
                catch (KdException e) when (e.Id == "KD1004")
                {
                    return o;
                }
            });
    }

    private static double Row(string name, Func<int, RunResult> run)
    {
        var results = _seeds.Select(run).ToList();
        Console.WriteLine(
            $"| {name} | {results[0].Parameters:N0} | {Statistics.MeanAndDeviation([.. results.Select(r => r.Validation.Value)])} " +
            $"| {Statistics.MeanAndDeviation([.. results.Select(r => r.Test.Value)])} | {Statistics.MeanAndDeviation([.. results.Select(r => r.LastTest.Value)])} |");
        return results.Average(r => r.Test.Value);
    }
}
