using System.Text.RegularExpressions;

namespace Kd.Tasks.Explaining;

/// <summary>
/// Says in what two declarations of a stage differ. Their text is the generator's: parts with semicolons between, of which the first is about the
/// run and each other about a model that is trained (<c>student learns ...</c>) or a term (<c>response=...</c>).
/// </summary>
internal static class DeclarationDifference
{
    private static readonly Regex _attribute = new(@"\bglobal::|(?<=\w)Attribute(?=[(<])", RegexOptions.CultureInvariant);
    private static readonly Regex _named = new(@"^([\w.]+)(=| learns )", RegexOptions.CultureInvariant);
    private static readonly Regex _token = new(@"\w+ = (""[^""]*""|[^\s,}]+)|[^\s,{}]+", RegexOptions.CultureInvariant);

    public static IEnumerable<string> Between(string last, string now)
    {
        var (before, after) = (Parts(last), Parts(now));
        foreach (var part in after.Where(part => !before.Contains(part)))
        {
            var earlier = before.Where(b => b.Name == part.Name && !after.Contains(b)).Select(b => b.Text).FirstOrDefault();
            yield return $"declaration of {part.Name}{(earlier is null ? " (new)" : $": {Change(earlier, part.Text)}")}";
        }

        foreach (var part in before.Where(part => after.All(a => a.Name != part.Name)))
        {
            yield return $"declaration of {part.Name} (gone)";
        }

        if (last != now && new HashSet<(string, string)>(before).SetEquals(after))
        {
            yield return "order of the declared terms";
        }
    }

    private static List<(string Name, string Text)> Parts(string declaration) =>
        _attribute.Replace(declaration, "").Split(["; "], StringSplitOptions.None)
            .Select(part => _named.Match(part) is { Success: true } name ? (name.Groups[1].Value, part.Substring(name.Length)) : ("the training", part)).ToList();

    // What both begin and end with says nothing.
    private static string Change(string last, string now)
    {
        var (before, after) = (Tokens(last), Tokens(now));
        var same = before.Zip(after, (a, b) => a == b).TakeWhile(equal => equal).Count();
        var end = Enumerable.Reverse(before.Skip(same)).Zip(Enumerable.Reverse(after.Skip(same)), (a, b) => a == b).TakeWhile(equal => equal).Count();
        return Middle(after) is { } given ? $"{given} (was {Middle(before) ?? "not given"})" : $"no longer {Middle(before)}";

        string? Middle(List<string> tokens) =>
            tokens.Count > same + end ? string.Join(", ", tokens.GetRange(same, tokens.Count - same - end)) : null;
    }

    private static List<string> Tokens(string text) => _token.Matches(text).Cast<Match>().Select(match => match.Value).ToList();
}
