using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>The basis set of a name of the grammar, what stands behind the first slash: one that ships.</summary>
static class NamedBasis
{
    /// <param name="usage">An example, for who names none.</param>
    /// <exception cref="PotentialGrammarException">There is no such set.</exception>
    public static BasisSet Of(PotentialName name, MethodName method, PotentialArguments options, string usage)
    {
        var start = Math.Min(method.Text.Length + 1, name.Prefix.Length);
        var text = name.Prefix[start..];
        if (text.Length == 0)
            throw name.Error($"'{method.Text}' wants a basis set, as in '{usage}'; there are {string.Join(", ", BasisLibrary.Names)}.");
        try
        {
            return BasisSet.Named(text);
        }
        catch (PotentialException e)
        {
            throw name.Error(e.Message, start, text.Length);
        }
    }
}
