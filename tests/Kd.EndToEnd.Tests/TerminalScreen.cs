using System.Globalization;

namespace Kd.EndToEnd.Tests;

/// <summary>What a person sees who looks at a terminal: understands the codes that the terminal logger and Kd write.</summary>
internal sealed class TerminalScreen(int width)
{
    private const char Escape = '\u001b';
    private const char Bell = '\u0007';

    private readonly List<char[]> _rows = [];
    private int _row;
    private int _column;

    /// <summary>What stood on the screen whenever the terminal logger had painted.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>What stands on the screen.</summary>
    public string Text => string.Join('\n', _rows.Select(row => new string(row).TrimEnd())).TrimEnd();

    /// <summary>Writes to it.</summary>
    public TerminalScreen Write(string output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            switch (output[i])
            {
                case '\r':
                    _column = 0;
                    break;
                case '\n':
                    _row++;
                    break;
                case Escape:
                    i = Obey(output, i + 1);
                    break;
                case var c when !char.IsControl(c):
                    Put(c);
                    break;
            }
        }

        return this;
    }

    // Gives the place of the code's last character.
    private int Obey(string output, int start)
    {
        if (output[start] == ']')
        {
            // A link, a title or the progress of a window: it ends with a bell or with ESC \.
            var end = output.IndexOfAny([Bell, Escape], start);
            return output[end] == Bell ? end : end + 1;
        }

        if (output[start] != '[')
        {
            return start;
        }

        var last = start + 1;
        while (output[last] is not (>= '@' and <= '~'))
        {
            last++;
        }

        Move(output[last], int.TryParse(output.AsSpan(start + 1, last - start - 1), CultureInfo.InvariantCulture, out var number) ? number : null);
        return last;
    }

    private void Move(char code, int? number)
    {
        switch (code)
        {
            case 'A':
                _row = Math.Max(0, _row - (number ?? 1));
                break;
            case 'F':
                (_row, _column) = (Math.Max(0, _row - (number ?? 1)), 0);
                break;
            case 'C':
                _column = Math.Min(width - 1, _column + (number ?? 1));
                break;
            case 'D':
                _column = Math.Max(0, _column - (number ?? 1));
                break;
            case 'G':
                _column = Math.Min(width, number ?? 1) - 1;
                break;
            case 'J':
                Row().AsSpan(_column).Fill(' ');
                _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                break;
            case 'K':
                Row().AsSpan(_column).Fill(' ');
                break;
            case 'h':
                // The cursor is shown again.
                See();
                break;
        }
    }

    private void Put(char c)
    {
        if (_column == width)
        {
            (_row, _column) = (_row + 1, 0);
        }

        Row()[_column++] = c;
    }

    private char[] Row()
    {
        while (_rows.Count <= _row)
        {
            _rows.Add([.. Enumerable.Repeat(' ', width)]);
        }

        return _rows[_row];
    }

    private void See()
    {
        if (Seen.Count == 0 || Seen[^1] != Text)
        {
            Seen.Add(Text);
        }
    }
}
