using System.Globalization;
using Kd.Bench;
using Kd.Bench.Caching;
using Kd.Bench.Data;
using Kd.Bench.Generators;
using Kd.Bench.Loop;
using Kd.Bench.Losses;
using Kd.Bench.Startup;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["seeds", .. var settings]:
        SeedTable.Print(settings);
        return 0;
    case ["losses", KlBenchmark.Verb]:
        KlBenchmark.Print(samples: 128, classes: 100_000);
        return 0;
    case ["losses", KlBenchmark.Verb, var samples, var classes]:
        KlBenchmark.Print(int.Parse(samples), int.Parse(classes));
        return 0;
    case ["losses", KlBenchmark.Verb, var variant, var samples, var classes]:
        KlBenchmark.Run(variant, int.Parse(samples), int.Parse(classes));
        return 0;
    case ["losses", var loss] when LossVariant.All.ContainsKey(loss):
        LossMemory.Print(loss);
        return 0;
    case ["losses", var loss, var variant]:
        LossMemory.Measure(loss, variant);
        return 0;
    case ["loop", "response", .. var numbers] when AreNumbers(numbers, 2):
        LoopBenchmark.Print(LoopSubjects.Response(), Number(numbers, 0, 6), new(WarmUp: 5, Blocks: Number(numbers, 1, 6), BlockSteps: 5));
        return 0;
    case ["loop", .. var numbers] when AreNumbers(numbers, 2):
        LoopBenchmark.Print(LoopSubjects.Terms, Number(numbers, 0, 6), new(WarmUp: 5, Blocks: Number(numbers, 1, 6), BlockSteps: 5));
        return 0;
    case [CacheBenchmark.Verb, .. var numbers] when AreNumbers(numbers, 2):
        CacheBenchmark.Print(Number(numbers, 0, 6), new(WarmUp: 5, Blocks: Number(numbers, 1, 6), BlockSteps: 5));
        return 0;
    case ["generator", .. var numbers] when AreNumbers(numbers, 2):
        return GeneratorBenchmark.Run(Number(numbers, 0, 6), Number(numbers, 1, 1000));
    case [DataBenchmark.Verb, .. var numbers] when AreNumbers(numbers, 2):
        DataBenchmark.Print(Number(numbers, 0, 5), Number(numbers, 1, 1_000_000));
        return 0;
    case [StartupBenchmark.Verb, .. var numbers] when AreNumbers(numbers, 1):
        StartupBenchmark.Print(Number(numbers, 0, 5));
        return 0;
    case [LoopWorker.Verb, var loop, var plan, var folder, .. var settings]:
        LoopWorker.Run(loop, plan, folder, settings);
        return 0;
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project bench/Kd.Bench -- seeds [PATH=VALUE ...]
                the digits sample over five seeds: the table of docs/results.md; settings as in KdSet change the student
            dotnet run -c Release --project bench/Kd.Bench -- losses kl [SAMPLES CLASSES]
                Hinton's loss against the port one would write, time and memory; 128 and 100000 if not given
            dotnet run -c Release --project bench/Kd.Bench -- losses rkd|nst|gram
                peak memory and time of a loss against a port of the reference's formula, each in a process of its own
            dotnet run -c Release --project bench/Kd.Bench -- loop [response] [ROUNDS [BLOCKS]]
                the generated loop against the same loop by hand; with the teacher's answers and the labels alone also with what makes it faster, and
                against PyTorch, where python3-torch is installed: docs/performance.md; 6 rounds of 6 blocks of 5 steps if not given
            dotnet run -c Release --project bench/Kd.Bench -- cache [ROUNDS [BLOCKS]]
                a student without a teacher, with a stored one and with one that runs, and what it takes to read 50,000 samples' logits: docs/performance.md
            dotnet run -c Release --project bench/Kd.Bench -- generator [ROUNDS [CLASSES]]
                the generator against CommunityToolkit.Mvvm's: docs/performance.md; 6 and 1000 if not given
            dotnet run -c Release --project bench/Kd.Bench -- data [ROUNDS [SAMPLES]]
                reading batches and epochs from mapped files of 1,000 to SAMPLES samples: docs/performance.md; 5 and 1000000 if not given
            dotnet run -c Release --project bench/Kd.Bench -- startup [ROUNDS]
                a stage's process from its start to its first step: docs/performance.md; 5 if not given
            """);
        return 2;
}

static bool AreNumbers(string[] numbers, int most) => numbers.Length <= most && numbers.All(n => int.TryParse(n, CultureInfo.InvariantCulture, out var value) && value > 0);

static int Number(string[] numbers, int index, int otherwise) => index < numbers.Length ? int.Parse(numbers[index], CultureInfo.InvariantCulture) : otherwise;
