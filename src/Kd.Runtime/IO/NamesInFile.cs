using System.Reflection;
using static TorchSharp.torch;

namespace Kd.IO;

/// <summary>What a file that was made elsewhere calls the weights of a model: their own names, but for what <see cref="WeightNameAttribute"/> says.</summary>
internal sealed class NamesInFile
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Paths in the model, of modules and of weights, with those in the file; the longest that a weight is in holds for it.
    private readonly Dictionary<string, string> _given = [];
    private readonly List<(string Path, string Declaration)> _declarations = [];

    /// <summary>Reads the attributes of a model and of the modules inside.</summary>
    public NamesInFile(nn.Module model)
    {
        Class = model.GetType().Name;
        Prefix = string.Join('.', On(model.GetType()).Where(name => name.Path is null).Select(name => name.Name));
        Read(model, "", "");
    }

    /// <summary>The model's class.</summary>
    public string Class { get; }

    /// <summary>What the model's class has before all names; mostly nothing.</summary>
    public string Prefix { get; }

    /// <summary>The names of some weights in the file.</summary>
    /// <param name="weights">The names of all weights of the model.</param>
    /// <returns>Names in the file by names in the model.</returns>
    /// <exception cref="InvalidDataException">
    /// An attribute is about nothing that the model has; or they only exchange names, so that such a file looks like one that Kd wrote.
    /// </exception>
    public IReadOnlyDictionary<string, string> Of(IReadOnlyCollection<string> weights)
    {
        foreach (var (path, declaration) in _declarations)
        {
            if (!weights.Any(weight => weight == path || weight.StartsWith(path + ".", StringComparison.Ordinal)))
            {
                throw new InvalidDataException($"{declaration} names nothing: {Class} has no weight that is, or is in, \"{path}\".");
            }
        }

        var names = weights.ToDictionary(weight => weight, Of);
        return names.FirstOrDefault(name => name.Key != name.Value) is { Key: { } own, Value: var other } && names.Values.ToHashSet().SetEquals(weights)
            ? throw new InvalidDataException(
                $"The [WeightName]s of {Class} exchange names that it has itself, as {own} for {other}: a file could not be told from one that Kd wrote. Rename the fields.")
            : names;
    }

    private string Of(string weight)
    {
        for (var end = weight.Length; end > 0; end = weight.LastIndexOf('.', end - 1))
        {
            if (_given.TryGetValue(weight[..end], out var name))
            {
                return Join(name, weight[end..].TrimStart('.'));
            }
        }

        return Join(Prefix, weight);
    }

    private void Read(nn.Module module, string path, string file)
    {
        var type = module.GetType();
        var names = On(type).ToList();
        foreach (var prefix in names.Where(name => name.Path is null))
        {
            file = Join(file, prefix.Name);
            _given[path] = file;
        }

        names.Where(name => name.Path is not null).ToList().ForEach(name => Give(name, path, file, type.Name));
        for (var declaring = type; declaring is not null && declaring.Assembly != typeof(nn.Module).Assembly; declaring = declaring.BaseType)
        {
            foreach (var (member, value) in Members(declaring, module))
            {
                // One that is not registered has a name all the same, which is then told to name nothing; one that is null is not used.
                foreach (var registered in value is null ? [] : Registered(module, value).DefaultIfEmpty(member.Name))
                {
                    On(member).ToList().ForEach(name => Give(name, Join(path, registered), file, $"{declaring.Name}.{member.Name}"));
                }
            }
        }

        foreach (var (name, child) in module.named_children())
        {
            var inside = Join(path, name);
            Read(child, inside, _given.TryGetValue(inside, out var given) ? given : Join(file, name));
        }
    }

    // Of two that are about one thing the one nearer to the model's class holds, which was read first.
    private void Give(WeightNameAttribute name, string member, string file, string place)
    {
        var path = Join(member, name.Path ?? "");
        _given.TryAdd(path, Join(file, name.Name));
        _declarations.Add((path, $"[WeightName(\"{name.Name}\"{(name.Path is null ? "" : $", Path = \"{name.Path}\"")})] on {place}"));
    }

    private static IEnumerable<WeightNameAttribute> On(MemberInfo member) => member.GetCustomAttributes<WeightNameAttribute>(inherit: false);

    private static IEnumerable<(MemberInfo Member, object? Value)> Members(Type type, nn.Module module) =>
        type.GetFields(Own).Where(field => field.IsDefined(typeof(WeightNameAttribute))).Select(field => ((MemberInfo)field, field.GetValue(module)))
            .Concat(type.GetProperties(Own).Where(property => property.IsDefined(typeof(WeightNameAttribute))).Select(property => ((MemberInfo)property, property.GetValue(module))));

    // A module may register what is in a field under another name than the field's.
    private static IEnumerable<string> Registered(nn.Module module, object value) =>
        module.named_children().Where(child => ReferenceEquals(child.module, value)).Select(child => child.name)
            .Concat(module.named_parameters(recurse: false).Where(weight => ReferenceEquals(weight.parameter, value)).Select(weight => weight.name))
            .Concat(module.named_buffers(recurse: false).Where(weight => ReferenceEquals(weight.buffer, value)).Select(weight => weight.name));

    private static string Join(string one, string other) => one.Length == 0 ? other : other.Length == 0 ? one : $"{one}.{other}";
}
