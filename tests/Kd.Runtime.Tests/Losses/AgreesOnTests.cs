using System.Reflection;
using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>What a loss class tells the compiler that it needs to agree is what its instances need.</summary>
public sealed class AgreesOnTests : ScopedTest
{
    private static readonly long[] _map = [4, 5, 6, 6];

    /// <summary>The losses behind the words that have adapters.</summary>
    public static TheoryData<Type> Adapted { get; } =
    [
        .. typeof(KnowledgeAttribute).Assembly.GetExportedTypes().Where(t => t.GetProperty("Adapter")?.PropertyType == typeof(AdapterKind))
            .Select(word => typeof(Loss).Assembly.GetType(word.GetCustomAttribute<LossClassAttribute>(inherit: true)!.FullName)!).Distinct(),
    ];

    /// <summary>All losses that tell.</summary>
    public static TheoryData<Type> Telling { get; } =
        [.. typeof(Loss).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Loss)) && t.GetCustomAttributes<AgreesOnAttribute>(inherit: false).Any())];

    [Theory]
    [MemberData(nameof(Adapted))]
    public void A_loss_behind_an_adapter_tells(Type loss) => Assert.Empty(loss.GetCustomAttributes<AgreesOnAttribute>(inherit: false).Last().When);

    [Theory]
    [MemberData(nameof(Telling))]
    public void What_it_tells_is_what_it_needs(Type loss)
    {
        var told = loss.GetCustomAttributes<AgreesOnAttribute>(inherit: false).ToList();
        var parameters = loss.GetConstructors().Single().GetParameters();
        foreach (var arguments in Arguments(parameters))
        {
            var values = parameters.Zip(arguments).ToDictionary(p => p.First.Name!, p => p.Second);
            var expected = told.First(t => t.When.Chunk(2).All(c => Equals(values[(string)c[0]], c[1]))).Agreement;

            using var made = (Loss)Activator.CreateInstance(loss, [.. arguments])!;

            Assert.Equal(expected, made.Agreement);
        }
    }

    // Every choice of the truths and enumerations, and the defaults of the rest.
    private static IEnumerable<IReadOnlyList<object?>> Arguments(IReadOnlyList<ParameterInfo> parameters) =>
        parameters.Aggregate((IEnumerable<IReadOnlyList<object?>>)[[]], (all, next) => all.SelectMany(before => Values(next).Select(value => (IReadOnlyList<object?>)[.. before, value])));

    private static IEnumerable<object?> Values(ParameterInfo parameter) => parameter.ParameterType switch
    {
        { IsEnum: true } type => Enum.GetValues(type).Cast<object?>(),
        var type when type == typeof(bool) => [false, true],
        var type when type == typeof(long[]) => [_map],
        var type when type == typeof(long[][]) => [new[] { _map, _map }],
        var type when type == typeof(long) => [10L],
        _ => new[] { parameter.DefaultValue },
    };
}
