using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// Methods that share a word: <c>ccsd</c> stands for itself, <c>ccsd(t)</c> and <c>ccsd(t,full)</c>. A new method is a family, a line in <see cref="MethodFamilies.All"/>, and known to the grammar then.
/// </summary>
internal interface IMethodFamily
{
    /// <summary>What it is called in lists, in small letters: the word that a user types.</summary>
    string Name { get; }

    /// <summary>An example, basis included: "ccsd(t)/cc-pvdz".</summary>
    string Usage { get; }

    /// <summary>Every word that stands before the basis, but for what follows in parentheses or after a plus; one family may have several (functionals).</summary>
    IEnumerable<string> Words => [Name];

    /// <summary>The method that is meant. What the name does not take (<see cref="MethodName.Takes"/>) is refused afterwards, and options that nobody asked for.</summary>
    /// <param name="options">What stands after the colon; those of all methods are taken elsewhere.</param>
    /// <exception cref="PotentialGrammarException">Such a method there is not.</exception>
    IMethod Open(MethodName name, PotentialArguments options);
}
