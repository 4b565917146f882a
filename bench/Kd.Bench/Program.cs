using System.Globalization;
using Kd.Bench;
using Kd.Bench.Loop;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["seeds", .. var settings]:
        SeedTable.Print(settings);
        return 0;
    case ["loop", .. var numbers] when numbers.Length <= 3 && numbers.All(n => int.TryParse(n, out var value) && value > 0):
        LoopBenchmark.Print(Number(numbers, 0, 8), Number(numbers, 1, 20), Number(numbers, 2, 5));
        return 0;
    case [LoopProcess.Verb, var loop, var warmUp, var timed, var folder]:
        return LoopProcess.Run(loop, warmUp, timed, folder);
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project bench/Kd.Bench -- seeds [PATH=VALUE ...]
                the digits sample over five seeds: the table of docs/results.md; settings as in KdSet change the student
            dotnet run -c Release --project bench/Kd.Bench -- loop [ROUNDS [STEPS [WARM-UP STEPS]]]
                the generated loop against the same loop by hand: docs/performance.md; 8, 20 and 5 if not given
            """);
        return 2;
}

static int Number(string[] numbers, int index, int otherwise) => index < numbers.Length ? int.Parse(numbers[index], CultureInfo.InvariantCulture) : otherwise;
