-- Spectral Energy Distribution (SED) for target HE0040-1105
SELECT phot_band, log(phot_centwave) as "log_centwave" FROM cars_dr1.photometry
 WHERE hes_name = 'HE0040-1105'
