using System.Text.Json.Nodes;

namespace Athanor.Potentials;

/// <summary>A potential that has more to say of itself than its name: what <c>inspect</c> prints.</summary>
public interface IDescribed
{
    /// <summary>Some lines of plain text: what it is, elements, cutoffs, sizes, where it comes from, what it was published for.</summary>
    string Card { get; }

    /// <summary>The same and more for machines, such as the header of a model file; null where there is nothing but the card.</summary>
    JsonObject? Details => null;
}
