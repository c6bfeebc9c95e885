using System.Globalization;

namespace Athanor.Potentials;

/// <summary>
/// Reads the expressions by which potentials are named: <c>a + b</c> is a stack, <c>b - a</c> a difference, <c>0.85 * a</c> a scale, parentheses group, and
/// <c>committee(a, b, c)</c> is a mean with an uncertainty. Operators stand between blanks, because names carry + and -, and the comma between members has one
/// after it, because arguments have commas; a name with blanks (a file's) is put in quotes.
/// </summary>
public static class PotentialGrammar
{
    /// <summary>The potential that an expression names.</summary>
    /// <param name="catalogue">The kinds that are known; <see cref="PotentialCatalogue.Default"/> where not given.</param>
    /// <exception cref="PotentialGrammarException">The expression is not well formed, or names something unknown; the message points at the piece.</exception>
    /// <exception cref="PotentialException">A model file is broken.</exception>
    public static IPotential Parse(string expression, PotentialCatalogue? catalogue = null)
    {
        catalogue ??= PotentialCatalogue.Default;
        // Quotes that a user typed around a file's name were eaten by the shell.
        if (expression.Any(char.IsWhiteSpace) && Path.Exists(expression))
            return catalogue.Open(new PotentialName(expression));
        return new Parser(expression, catalogue).ParseAll();
    }

    /// <summary>A name as the grammar wants it: in quotes where it would otherwise be read as something else.</summary>
    public static string Quote(string name)
    {
        var plain = name.Length > 0 && name[0] is not ('(' or '\'' or '"') && !name.Any(char.IsWhiteSpace) && name is not ("+" or "-" or "*")
            && name[^1] != ',' && !name.StartsWith(Committee.Opening, StringComparison.OrdinalIgnoreCase);
        return plain && Balanced(name) ? name : name.Contains('"', StringComparison.Ordinal) ? $"'{name}'" : $"\"{name}\"";
    }

    static bool Balanced(string name)
    {
        var depth = 0;
        foreach (var c in name)
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0)
                return false;
        }
        return depth == 0;
    }

    /// <summary>Recursive descent: sum = product {(+|-) product}, product = {number *} (name | ( sum ) | committee( sum {, sum} )).</summary>
    ref struct Parser(string text, PotentialCatalogue catalogue)
    {
        int _at;

        /// <summary>Whether a comma ends a member, directly inside a committee's parentheses.</summary>
        bool _listing;

        internal IPotential ParseAll()
        {
            SkipBlanks();
            if (_at == text.Length)
                throw Error("The potential is empty: name one.", 0, 1);
            var terms = Sum();
            if (_at < text.Length)
                throw Error("This ')' closes nothing.", _at, 1);
            return One(terms);
        }

        static IPotential One(List<(double, IPotential)> terms) => terms is [(1.0, var only)] ? only : new WeightedSum(terms);

        List<(double, IPotential)> Sum()
        {
            var terms = new List<(double, IPotential)>();
            Product(1, terms);
            while (true)
            {
                SkipBlanks();
                if (AtEnd)
                    return terms;
                var start = _at;
                if (TakeOperator('+'))
                    Product(1, terms);
                else if (TakeOperator('-'))
                    Product(-1, terms);
                else if (TakeOperator('*'))
                    throw Error("A factor stands before what it multiplies, as in '0.5 * a'.", start, 1);
                else
                    throw Error("Here a ' + ' or ' - ' is expected. (Arguments are written without blanks; a file name with blanks needs quotes.)", start, TokenLength(start));
            }
        }

        void Product(double factor, List<(double, IPotential)> into)
        {
            SkipBlanks();
            var start = _at;
            if (AtEnd)
                throw Error("A potential is missing here.", Math.Min(_at, Math.Max(0, text.Length - 1)), 1);
            if (TakeOperator('+') || TakeOperator('-') || TakeOperator('*'))
                throw Error("A potential is missing before this operator.", start, 1);
            if (text[_at] == '(')
            {
                _at++;
                var outer = _listing;
                _listing = false;
                var inner = Sum();
                _listing = outer;
                Close(start);
                into.AddRange(inner.Select(t => (factor * t.Item1, t.Item2)));
                return;
            }
            if (text.AsSpan(_at).StartsWith(Committee.Opening, StringComparison.OrdinalIgnoreCase))
            {
                into.Add((factor, Members(start)));
                return;
            }
            var name = Name();
            if (Committee.Opening.AsSpan()[..^1].Equals(name.Text, StringComparison.OrdinalIgnoreCase))
                throw name.Error("A committee is written committee(a, b): the parenthesis follows at once, with a comma and a blank between members.");
            if (double.TryParse(name.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                SkipBlanks();
                if (!TakeOperator('*'))
                    throw name.Error($"After the factor {name.Text} a ' * ' and a potential are expected.");
                if (!double.IsFinite(number))
                    throw name.Error("A factor is a finite number.");
                Product(factor * number, into);
                return;
            }
            into.Add((factor, catalogue.Open(name)));
        }

        IPotential Members(int start)
        {
            _at += Committee.Opening.Length;
            var outer = _listing;
            _listing = true;
            var members = new List<IPotential> { One(Sum()) };
            while (_at < text.Length && text[_at] == ',')
            {
                _at++;
                members.Add(One(Sum()));
            }
            _listing = outer;
            Close(start + Committee.Opening.Length - 1);
            return members.Count > 1
                ? Calibrated.CommitteeOf(members)
                : throw Error("A committee has at least two members, with a comma and a blank between them: committee(a, b).", start, _at - start);
        }

        void Close(int opened)
        {
            if (_at == text.Length)
                throw Error("This '(' is never closed.", opened, 1);
            _at++;
        }

        PotentialName Name()
        {
            int start = _at, depth = 0;
            var name = new System.Text.StringBuilder();
            for (; _at < text.Length && !char.IsWhiteSpace(text[_at]); _at++)
            {
                var c = text[_at];
                if (c is '\'' or '"')
                {
                    var end = text.IndexOf(c, _at + 1);
                    if (end < 0)
                        throw Error("This quote is never closed.", _at, 1);
                    name.Append(text, _at + 1, end - _at - 1);
                    _at = end;
                    continue;
                }
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (depth < 0 || (_listing && depth == 0 && IsSeparator(_at)))
                    break;
                name.Append(c);
            }
            return new PotentialName(text, start, _at - start, name.ToString());
        }

        /// <summary>A comma with nothing of a name after it.</summary>
        readonly bool IsSeparator(int at) => text[at] == ',' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]) || text[at + 1] is ')' or ',');

        readonly bool AtEnd => _at == text.Length || text[_at] == ')' || (_listing && text[_at] == ',');

        /// <summary>An operator is a character by itself: what follows is a blank or the end.</summary>
        bool TakeOperator(char op)
        {
            if (text[_at] != op || (_at + 1 < text.Length && !char.IsWhiteSpace(text[_at + 1])))
                return false;
            _at++;
            return true;
        }

        void SkipBlanks()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
        }

        readonly int TokenLength(int start)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            return end - start;
        }

        readonly PotentialGrammarException Error(string message, int start, int length) => new(message, text, start, length);
    }
}
