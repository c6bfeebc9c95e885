namespace Athanor.Atoms;

/// <summary>Plain XYZ: symbols and positions, for programs that read nothing more. Reading is that of <see cref="ExtxyzFormat"/>, which takes both.</summary>
sealed class XyzFormat : IWritableFormat
{
    public string Name => "xyz";

    public string Suffixes => "";

    // Files called .xyz are extended XYZ to us; this format is for those who ask for it by name.
    public bool HasName(string fileName) => false;

    public bool LooksLike(string head) => false;

    public IEnumerable<Frame> Read(LineReader lines, LabelKeys keys) => new ExtxyzFormat().Read(lines, keys);

    public void Write(Stream stream, IEnumerable<Frame> frames)
    {
        var output = new Utf8Output(stream);
        foreach (var frame in frames)
        {
            var structure = frame.Structure;
            // Only prose: words with '=' would be taken for keys.
            var comment = frame.Info.GetValueOrDefault("comment", structure.Formula).ReplaceLineEndings(" ").Replace('=', ' ');
            output.Number(structure.Count).Line().Text(comment).Line();
            for (var i = 0; i < structure.Count; i++)
            {
                var r = structure.Positions[i];
                output.Text(structure.Elements[i].Symbol).Byte(' ').Number(r.X).Byte(' ').Number(r.Y).Byte(' ').Number(r.Z).Line();
            }
        }
        output.Flush();
    }
}
