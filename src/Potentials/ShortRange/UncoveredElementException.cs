using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>A structure holds an element that the potential does not know.</summary>
public sealed class UncoveredElementException : PotentialException
{
    UncoveredElementException(string message)
        : base(message)
    {
    }

    internal static UncoveredElementException For(IPotential potential, Structure structure, int atom)
    {
        var known = Element.All.Where(potential.Covers).Select(e => e.Symbol).ToArray();
        var list = known.Length <= 20 ? string.Join(", ", known) : $"{known.Length} elements";
        return new UncoveredElementException(
            $"'{potential.Name}' knows nothing of {structure.Elements[atom]} (atom {atom + 1} of {structure.Formula}); it covers {list}. Use a potential that was made for this element, or take such atoms out.");
    }
}
