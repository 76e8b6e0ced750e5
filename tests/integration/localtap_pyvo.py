# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the sample service as the user guide of CARS tells its readers: with pyvo.

Usage: localtap_pyvo.py PATH-OF-serve_sample
Ends with 77, which ctest takes as "skipped", where pyvo is missing.
"""

import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

try:
    import pyvo
    import requests
    from astropy.io import fits
    from pyvo.dal.tap import AsyncTAPJob
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

TOKEN = "0123456789abcdef0123456789abcdef01234567"

SED = """
-- Spectral Energy Distribution (SED) for target HE0040-1105

SELECT phot_band, phot_centwave, phot_flux, phot_flux_error, phot_flux_limit, 
       log(phot_centwave) as "log_centwave", 
       log(phot_flux) as "log_phot_flux" 

  FROM cars_dr1.photometry 

 WHERE hes_name = 'HE0040-1105'
"""

BH_MASS = """
-- BH mass in comparison to ENLR maximum size

SELECT agn.target_id, 
       agn.hes_name, 
       agn.log_bh_mass, 
       host.enlr_max_kpc, 
       log(host.enlr_max_kpc) as "log_enlr_max_kpc" 

  FROM cars_dr1.agn_parameters as agn, 
       cars_dr1.host_properties as host 

 WHERE agn.target_id = host.target_id 
   AND host.enlr_max_kpc > 0.0;
"""

WING_FILES = """
-- [OIII] wing velocity dispersion selection >300km/s

SELECT ifu.observed as "file_urls" 

  FROM cars_dr1.agn_parameters as agn,
       cars_dr1.ifu_observations as ifu 

 WHERE agn.target_id = ifu.target_id
   AND agn.wing_sigma > 300
"""


def run_now(service):
    result = service.run_sync(SED, language="PostgreSQL")
    assert len(result) == 22, len(result)
    assert result.fieldnames[5] == "log_centwave", result.fieldnames
    row = result[0]
    assert abs(10 ** row["log_centwave"] - row["phot_centwave"]) < 1e-9
    flux = next(field for field in result.fielddescs if field.name == "phot_flux")
    assert str(flux.unit) == "mJy" and flux.ucd == "phot.flux.density"
    natural = service.run_sync("SELECT LOG(phot_centwave) AS l, phot_centwave FROM "
                               "cars_dr1.photometry WHERE phot_centwave = 70", language="ADQL")
    assert abs(natural[0]["l"] - 4.248495242049359) < 1e-12
    few = service.run_sync("SELECT * FROM cars_dr1.photometry", language="ADQL", maxrec=5)
    assert len(few) == 5 and few.query_status == "OVERFLOW", few.query_status
    try:
        service.run_sync("SELECT nosuch FROM cars_dr1.photometry", language="ADQL")
        raise AssertionError("no error")
    except pyvo.DALQueryError as error:
        assert "nosuch" in str(error), error


def run_as_job(service, session):
    job = service.submit_job(BH_MASS, language="PostgreSQL", runid="BH-mass-vs-ENLR-max-size",
                             queue="30s")
    assert job.phase == "PENDING", job.phase
    job.run()
    job.wait(phases=["COMPLETED", "ERROR", "ABORTED"], timeout=30.0)
    assert job.phase == "COMPLETED", job.phase
    assert job.job.runid == "BH-mass-vs-ENLR-max-size"
    job.raise_if_error()
    rows = job.fetch_result()
    assert 20 < len(rows) <= 41, len(rows)
    assert job.query.strip() == BH_MASS.strip(), job.query

    # archive all completed jobs, then run the archived ones again
    for description in service.get_job_list(phases="COMPLETED"):
        AsyncTAPJob(service.baseurl + "/async/" + description.jobid, session=session).delete()
    assert not service.get_job_list(phases="COMPLETED")
    archived = service.get_job_list(phases="ARCHIVED", last=2)
    assert [entry.runid for entry in archived] == ["BH-mass-vs-ENLR-max-size"], archived
    old = AsyncTAPJob(service.baseurl + "/async/" + archived[0].jobid, session=session)
    again = service.submit_job(old.query, language="PostgreSQL", runid="rerun", queue="5m")
    again.run()
    again.wait(phases=["COMPLETED"], timeout=30.0)
    assert len(again.fetch_result()) == len(rows)


def stop_a_job(service):
    slow = ("SELECT COUNT(*) FROM cars_dr1.ifu_datatable_unbinned AS a, "
            "cars_dr1.ifu_datatable_unbinned AS b WHERE a.gas_vel < b.gas_vel")
    job = service.submit_job(slow, language="ADQL", queue="5m")
    job.run()
    while job.phase == "QUEUED": # pyvo's wait() would wait for the phase after EXECUTING
        pass
    assert job.phase == "EXECUTING", job.phase
    started = time.monotonic()
    job.abort()
    assert job.phase == "ABORTED", job.phase
    # its worker is free again at once
    after = service.submit_job("SELECT TOP 1 ra FROM cars_dr1.agn_parameters", language="ADQL",
                               queue="5m")
    after.run()
    while after.phase not in ("COMPLETED", "ERROR"):
        assert time.monotonic() - started < 5, after.phase
    assert after.phase == "COMPLETED"


def look_at_metadata(service):
    tables = service.tables
    assert "cars_dr1.photometry" in tables.keys(), list(tables.keys())
    columns = {column.name: column for column in tables["cars_dr1.photometry"].columns}
    assert columns["phot_flux"].unit == "mJy"
    assert "SYNTHETIC" in tables["cars_dr1.photometry"].description
    names = [example["QUERY"] for example in service.examples]
    assert len(names) == 6, names
    assert service.available
    assert service.maxrec == 1000000, service.maxrec
    assert service.hardlimit == 5000000
    schema = service.run_sync("SELECT table_name FROM TAP_SCHEMA.tables WHERE schema_name = "
                              "'cars_dr1'", language="ADQL")
    assert len(schema) == 5


def download(service, folder):
    table = service.run_sync(WING_FILES, language="PostgreSQL").to_table()
    assert len(table) >= 10
    base = service.baseurl.rsplit("/", 1)[0] + "/files/"
    path = str(table[0][0])
    target = folder + "/file.fits"
    urllib.request.urlretrieve(base + urllib.parse.quote(path), target)
    with fits.open(target) as document:
        document.verify("exception")
        assert document[0].data.ndim == 3
        assert document[0].header["OBJECT"] in path


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen([sys.argv[1], folder + "/data", TOKEN], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True)
        try:
            url = server.stdout.readline().strip()
            session = requests.Session()
            session.headers["Authorization"] = "Token " + TOKEN
            service = pyvo.dal.TAPService(url, session=session)
            run_now(service)
            run_as_job(service, session)
            stop_a_job(service)
            look_at_metadata(service)
            download(service, folder)
            refused = requests.get(url + "/async", headers={"Authorization": "Token wrong"})
            assert refused.status_code == 403 and "token" in refused.text, refused.text
        finally:
            server.stdin.close()
            assert server.wait(timeout=20) == 0
    print("passed")


if __name__ == "__main__":
    main()
