using System.Globalization;

namespace Athanor.Quantum.Programs;

/// <summary>
/// What NWChem writes for the program Ecce (<c>ecce_print</c>): numbers to 15 digits, between lines <c>task_gradient%begin%total energy%1%double</c> and <c>…%end%…</c>. Only what
/// the whole task gives is looked at, not its steps.
/// </summary>
sealed class EcceFile(string text, string task)
{
    /// <summary>The task says that it ended well.</summary>
    public bool IsSound => Words("exit") is [.., "ok"];

    /// <summary>The last block of this name; null where there is none or a word of it is no number.</summary>
    public double[]? Numbers(string name)
    {
        if (Words(name) is not { } words)
            return null;
        var numbers = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!double.TryParse(words[i].Replace('D', 'E'), NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }
        return numbers;
    }

    string[]? Words(string name)
    {
        var at = text.LastIndexOf($"\n{task}%begin%{name}%", StringComparison.Ordinal);
        var begin = at < 0 ? -1 : text.IndexOf('\n', at + 1);
        var end = begin < 0 ? -1 : text.IndexOf($"\n{task}%end%{name}%", begin, StringComparison.Ordinal);
        return end < 0 ? null : text[begin..end].Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }
}
